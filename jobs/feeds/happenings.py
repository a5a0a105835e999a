"""Events and closing dates that a post announces. Pure; English; only what is sure.

A day that is read wrongly hides a post, as what is past is dropped. So there must be a word that
announces, a day right after it, nothing in the sentence that takes it back, and a day to come.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from dateutil import parser as dateutil_parser

Kind = Literal["event", "closing"]

_FARTHEST = timedelta(days=3 * 366)
_FARTHEST_GUESSED = timedelta(days=300)
"""How far ahead a day may be whose year is not said."""
_LONGEST = 1_500
# What follows is for sentences in small letters: to look for letters of any case takes much longer.
_TIME = r"(?:(?:at )?(?:midday|noon|midnight|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|\d\d:\d\d),? )?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? (?:the )?)?"
_NUMBER = r"(?P<number>\d{1,2})(?:st|nd|rd|th)?"
_RANGE = r"(?: ?(?:-|\u2013|to|and|&) ?\d{1,2}(?:st|nd|rd|th)?)?"
_YEAR = r"(?:,? (?P<year>20\d\d)\b)?"
_DAY = re.compile(
    rf"{_TIME}(?:on |by |at )?(?:the )?{_TIME}{_WEEKDAY}"
    rf"(?:(?P<iso>20\d\d-\d\d-\d\d)\b"
    rf"|{_NUMBER}{_RANGE}(?: of)? (?P<month>{_MONTH}){_YEAR}"
    rf"|(?P<month_first>{_MONTH}) {_NUMBER.replace('number', 'number_last')}\b{_RANGE}"
    rf"{_YEAR.replace('year', 'year_last')})",
)
_WHAT_CLOSES = (
    r"(?:applications?|entries|nominations?|submissions?|registrations?|consultations?|surveys?|"
    r"calls?|bids?|bidding|expressions of interest|proposals?|vacanc(?:y|ies)|funds?|rounds?|"
    r"competitions?|bookings?|pitches|tickets?|voting|ballots?|polls?)"
)
_CLOSING = re.compile(
    rf"\b(?:{_WHAT_CLOSES}(?: [\w'\u2019]+){{0,4}}? "
    r"(?:(?:will )?(?:close|end)s?|(?:is|are) due|must be (?:in|received|submitted|sent))"
    r"|(?:closing date|deadline)(?: (?:for|to)(?: [\w'\u2019]+){1,5}?)?(?: is|:)?"
    r"|(?:apply|submit|register|respond|reply|nominate|book|sign up|have your say|tell us)"
    r"(?: [\w'\u2019]+){0,5}? (?:by|before)"
    r"|(?:open|extended|running|runs) (?:until|till|to))[:,]? ",
)
_EVENT = re.compile(
    r"\b(?:(?:event|webinar|workshop|conference|meet-?up|unconference|seminar|save the date)"
    r"(?: ?[:|,]| on| \u2013| -)"
    r"|join (?:us|me)(?: [\w'\u2019-]+){0,8}? on"
    r"|(?:takes? place|will take place|will be held|is being held|(?:is|are) happening|"
    r"(?:we are|we\u2019re|we're) (?:holding|hosting|running)(?: [\w'\u2019-]+){1,6}?|"
    r"will run|kicks off|(?:is|are) back)(?: (?:in|at)(?: [\w'\u2019-]+){1,4}?)? on"
    r"|(?:takes? place|will take place|will be held) (?:from|between)) ",
)
_TAKEN_BACK = re.compile(
    r"\b(?:not|no longer|never|cancell?ed|postponed|rescheduled|was|were|had|used to|would have|"
    r"closed|ended|happened|took place|held|last (?:week|month|year)|previous(?:ly)?|instead of)\b"
    r"|n['\u2019]t\b",
)
_TOLD_AFTER = re.compile(
    r"[,)]? (?:was|were|saw|brought|went|has been|had|we (?:had|held|heard))\b"
)
_ENDS = re.compile(r"[.!?:\n](?:(?<=[.!?])\s+(?=[A-Z])|(?<=\n)|(?<=:)\s{2,})")
_NUMBER_ANYWHERE = re.compile("[0-9]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_DAYS = (*_MONTHS, "-0", "-1")
"""One of these, and a number, is in every text in which `_DAY` finds something: asking is quick."""
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Happening:
    """A day, and whether something takes place or closes then."""

    day: date
    kind: Kind


def find_happening(title: str, text: str, published: datetime | None) -> Happening | None:
    """Return what a post announces: the last of its closing dates, else the one event.

    `published`: what the year is reckoned from, where none is said.
    """
    title, text = title[:_LONGEST], text[:_LONGEST]
    if not _may_name_day(title) and not _may_name_day(text):
        return None
    sentences = [one.casefold() for one in (title, *_ENDS.split(text)) if _may_name_day(one)]
    since = published.date() if published else None
    closing = {day for sentence in sentences for day in _days(sentence, _CLOSING, since)}
    if closing:
        return Happening(max(closing), "closing")
    events = {day for sentence in sentences for day in _days(sentence, _EVENT, since)}
    return Happening(events.pop(), "event") if len(events) == 1 else None


def _may_name_day(text: str) -> bool:
    folded = text.casefold()
    return _NUMBER_ANYWHERE.search(text) is not None and any(part in folded for part in _IN_DAYS)


def _days(sentence: str, announces: re.Pattern[str], since: date | None) -> Iterator[date]:
    for found in announces.finditer(sentence):
        day = _DAY.match(sentence, found.end())
        if day is None or _TAKEN_BACK.search(sentence[: day.start()]):
            continue
        if _TAKEN_BACK.search(sentence[day.end() :]) or _TOLD_AFTER.match(sentence, day.end()):
            continue
        named = _read_day(day, since)
        if named is not None:
            yield named


def _read_day(found: re.Match[str], since: date | None) -> date | None:
    """The day that is named, in the year that is said or comes next; None where it is not sure."""
    year = found["year"] or found["year_last"]
    if found["iso"] is None and year is None:
        day = _next(found, since)
    else:
        day = _parse(found["iso"] or f"{_number(found)} {_month(found)} {year}")
    if day is None or not _is_to_come(day, since):
        return None
    weekday = found["weekday"]
    return day if weekday is None or _WEEK[day.weekday()] == weekday else None


def _next(found: re.Match[str], since: date | None) -> date | None:
    if since is None:
        return None
    days = (_parse(f"{_number(found)} {_month(found)} {since.year + ahead}") for ahead in (0, 1))
    day = next((day for day in days if day is not None and day >= since), None)
    return day if day is not None and day - since <= _FARTHEST_GUESSED else None


def _is_to_come(day: date, since: date | None) -> bool:
    return since is None or since <= day <= since + _FARTHEST


def _number(found: re.Match[str]) -> str:
    return found["number"] or found["number_last"]


def _month(found: re.Match[str]) -> str:
    return (found["month"] or found["month_first"])[:3]


def _parse(text: str) -> date | None:
    try:
        return dateutil_parser.parse(text).date()
    except (ValueError, OverflowError):
        return None
