"""Single points out of notes: tips and examples to collect, actions to follow up. Pure. English."""

import re
from collections.abc import Iterator
from datetime import date

from jobs.notes.due import find_due
from jobs.notes.labels import compared, strip_emphasis
from jobs.notes.people import is_blank
from jobs.notes.records import ActionPoint, ParsedSession, Tip, TipKind

_BULLET = re.compile(r"^\s*(?:-\s+|\d{1,2}[.)]\s+)?(?:\[[ xX]?\]\s*)?")
_TIP = re.compile(
    r"^(?:(?P<lamp>\U0001f4a1)\s*)?(?:(?P<word>(?:top |pro |hot )?tips?|hint|awgrym|examples?|"
    r"case study|enghraifft)(?:\s*#?\d{1,3})?\s*[:\uff1a\u2013\u2014-]+\s*)?(?P<text>\S.*)$",
    re.IGNORECASE,
)
_EXAMPLES = frozenset(("example", "examples", "case study", "enghraifft"))
_TIP_HEADINGS = frozenset(
    ("tips", "top tips", "tip", "hints and tips", "tips and tricks", "awgrymau")
)
_EXAMPLE_HEADINGS = frozenset(("examples", "example", "case studies", "enghreifftiau"))
_ACTION_HEADINGS = frozenset(
    ("action", "actions", "action points", "action items", "actions agreed", "to do", "todo")
)

_ACTION = re.compile(
    r"^(?:(?:action|actions|action point|action item|ap|todo|to do|to-do)(?:\s*#?\d{1,3})?"
    r"(?:\s*\((?P<inside>[^()]{2,60})\)|\s+(?:for|on)\s+(?P<of>[^:]{2,60}?))?"
    r"\s*(?:[:\uff1a]|\s[\u2013\u2014-])\s*)(?P<text>\S.*)$",
    re.IGNORECASE,
)
_WORD = r"(?:[A-Z\u00c0-\u00dd][\w'\u2019.-]*)"
_NAME = rf"@?{_WORD}(?: {_WORD}){{0,3}}(?: \([^()]{{2,60}}\))?"
_NAMES = rf"{_NAME}(?:(?:, | and | & | / |/| \+ ){_NAME}){{0,5}}"
_BEFORE = re.compile(
    rf"^(?P<who>{_NAMES})(?P<sign> (?:to|will|is to|are to|agreed to|has agreed to|is going to|"
    rf"volunteered to|offered to) (?P<do>[a-z].*)|(?: [\u2013\u2014-]|:) (?P<rest>\S.*))$"
)
_OWNER = re.compile(rf"\b(?:owner|owned by|lead|who|assigned to)\s*[:=]?\s+(?P<who>{_NAMES})")
_BEHIND = re.compile(rf"(?:\s\((?P<round>{_NAMES})\)|\s[\u2013\u2014-] (?P<dash>{_NAMES}))\.?$")

# Words that begin a sentence in "Talk to the council" or "Need to ask": not people.
_NO_NAMES = (
    "action add agree aim apply ask book bring commit connect continue contribute could find "
    "follow form get give go group have how invite join let link listen look make meet move must "
    "need needs next note offer organise people plan present publish put reach refer remember "
    "reply report respond return run send set share should somebody someone speak start talk tell "
    "the they this time try update use volunteer want we what when where who why work write you"
)
_NO_NAME = frozenset(_NO_NAMES.split())


def find_tips(session: ParsedSession) -> tuple[Tip, ...]:
    """Return the points that are marked as tips or examples, or stand under such a heading."""
    found = (_tip(heading, line) for heading, line in _points(session))
    return tuple(dict.fromkeys(tip for tip in found if tip))


def find_actions(session: ParsedSession, today: date) -> tuple[ActionPoint, ...]:
    """Return the points that begin with "Action" or stand under "Actions", in their order.

    An owner is whoever stands before "to" or "will", before a colon, or alone behind: words with
    capital letters, so that a name typed small is not seen. A date is one after "by", "before" or
    "due", the next of its kind from today.
    """
    found = (_action(heading, line, today) for heading, line in _points(session))
    return tuple(dict.fromkeys(action for action in found if action))


def _points(session: ParsedSession) -> Iterator[tuple[str, str]]:
    """Every point without its bullet, and the compared heading above it."""
    texts = [(section.heading, section.text) for section in session.sections]
    for heading, text in [*texts, ("Summary", session.summary or "")]:
        above = compared(heading)
        for line in text.split("\n"):
            if point := strip_emphasis(_BULLET.sub("", line, count=1)):
                yield above, point


def _tip(heading: str, point: str) -> Tip | None:
    found = _TIP.match(point)
    if found is None:
        return None
    kind = _kind(found, heading)
    return Tip(kind, strip_emphasis(found["text"])) if kind else None


def _kind(found: re.Match[str], heading: str) -> TipKind | None:
    word = (found["word"] or "").casefold()
    if word:
        return "example" if word in _EXAMPLES else "tip"
    if found["lamp"] or heading in _TIP_HEADINGS:
        return "tip"
    return "example" if heading in _EXAMPLE_HEADINGS else None


def _action(heading: str, point: str, today: date) -> ActionPoint | None:
    found = _ACTION.match(point)
    if found is None and heading not in _ACTION_HEADINGS:
        return None
    text = strip_emphasis(found["text"]) if found else point
    if is_blank(text):
        return None
    named = found["inside"] or found["of"] if found else None
    owner = named or _owner(text)
    return ActionPoint(text, owner.lstrip("@") if owner else None, find_due(text, today))


def _owner(text: str) -> str | None:
    stated = _OWNER.search(text)
    if stated:
        return stated["who"]
    before, behind = _BEFORE.match(text), _BEHIND.search(text)
    if before and _is_name(before["who"]):
        return before["who"]
    who = (behind["round"] or behind["dash"]) if behind else None
    return who if who and _is_name(who) else None


def _is_name(words: str) -> bool:
    return words.split()[0].strip("@.,:").casefold() not in _NO_NAME
