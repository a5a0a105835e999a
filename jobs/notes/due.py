"""By which day something is to be done, as notes say it: "by 12 March". Pure. English, UK order."""

import re
from datetime import date, datetime, time

import dateparser  # type: ignore[import-untyped]  # its stubs are a package of their own
from dateutil.relativedelta import FR, relativedelta

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
_DAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DUE = re.compile(
    r"\b(?:by|before|due(?: on| by)?|deadline|until|no later than)(?:\s*:)?\s+(?:the\s+)?"
    r"(?P<end>end of (?:the )?)?(?P<when>"
    rf"(?:{_DAY},?\s+)?(?:the\s+)?{_NUMBER}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b\.?(?:,?\s+\d{{4}})?"
    rf"|{_MONTH}\s+{_NUMBER}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}(?:[/.](?:\d{4}|\d{2}))?\b"
    rf"|(?:next\s+)?(?:{_DAY}|week|month|year)\b|{_MONTH}\b(?:\s+\d{{4}})?|today|tomorrow)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(next )?(week|month|year)")


def find_due(text: str, today: date) -> date | None:
    """Return the day by which something is due, seen from a day; None where the text states none.

    A day without a year is the next one, that day included; a month, a week or a year is its last
    day (of a week: Friday).
    """
    found = _DUE.search(text)
    if found is None:
        return None
    when = " ".join(found["when"].casefold().split())
    unit = _UNIT.fullmatch(when)
    if unit:
        return _end_of(unit[2], today, 1 if unit[1] else 0)
    if re.fullmatch(rf"{_MONTH}(?: \d{{4}})?", when):
        start = _parse(f"1 {when}", today + relativedelta(day=1))
        return start + relativedelta(day=31) if start else None
    return _parse(when.removeprefix("next "), today)


def _end_of(unit: str, today: date, further: int) -> date:
    match unit:
        case "week":
            return today + relativedelta(weekday=FR) + relativedelta(weeks=further)
        case "month":
            return today + relativedelta(months=further) + relativedelta(day=31)
        case _:
            return today + relativedelta(years=further, month=12, day=31)


def _parse(words: str, today: date) -> date | None:
    """Seen from the evening before, so that today counts as one of the days to come."""
    words = (
        re.sub(r"\b(?:of|the)\b|(?<=\d)(?:st|nd|rd|th)\b", " ", words).replace(".", "/").strip("/ ")
    )
    if words in ("today", "tomorrow"):
        return today + relativedelta(days=int(words == "tomorrow"))
    evening = datetime.combine(today, time()) - relativedelta(minutes=1)
    found = dateparser.parse(
        words,
        languages=["en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": evening,
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found.date() if found else None
