"""Any text in; the sessions that it tells of, and the rest, out. Pure, total, in linear time.

A text is read from top to bottom. Before the first label stands the event's name. A session's
head goes on while labels come; its body begins with "Notes", a sub-heading or a line without
a label. In a body a line is a point, unless it is a sub-heading, the summary, or the head of
another session: two labels or more close together, so that "Room: could be bigger" stays a point.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jobs.notes.drafting import Draft, repeats
from jobs.notes.labels import Label, is_number_like, strip_emphasis
from jobs.notes.lines import Line, is_plain_point, read_note_lines
from jobs.notes.people import split_people
from jobs.notes.records import ParsedNotes, ParsedSession
from jobs.notes.words import HEAD, IDENTITY, PEOPLE, Field

_WINDOW = 8
_LONGEST_EVENT = 100
_LONGEST_VALUE = 200
_LONGEST_NAMES = 120
_MOST_WORDS_IN_A_NAME = 8
_GREETING = re.compile(
    r"^(?:hi|hello|hiya|dear|hey|morning|afternoon|all|thanks|from|to|sent|subject|cc|bcc|re|fwd?)\b",
    re.I,
)


def parse_notes(text: str) -> ParsedNotes:
    """Return the sessions in any text and what belongs to none of them; never an error.

    A text without any label and any Markdown heading has no session: it is all rest. Sessions that
    name no event are of the event named before them.
    """
    reading = _Reading(_with_a_title(read_note_lines(text)))
    for place in range(len(reading.lines)):
        reading.take(place)
    return reading.finish()


@dataclass(slots=True)
class _Reading:
    lines: Sequence[Line]
    drafts: list[Draft] = field(default_factory=list)
    draft: Draft | None = None
    before: list[Line] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    awaited: Label | None = None
    values_below: bool = False

    def take(self, place: int) -> None:
        """Read the line at a place; those before it were read."""
        line = self.lines[place]
        if self._take_value(line):
            return
        self.awaited = None
        if self.draft is not None and self._opens(place, self.draft):
            self.draft = None
        labels = self._counting_labels(line)
        if labels:
            self._take_labels(line, labels)
        elif self.draft is None:
            self.before.append(line)
        elif not self.draft.in_body and self._is_aside(place):
            self.rest.append(line.text)
        else:
            _take_body(self.draft, line)

    def finish(self) -> ParsedNotes:
        """Return everything that was read."""
        self.rest += [line.text for line in self.before]
        sessions: list[ParsedSession] = []
        for draft in self.drafts:
            self.rest += _name_event(draft)
            sessions.append(draft.finish(sessions[-1].event if sessions else None))
        return ParsedNotes(tuple(sessions), "\n".join(self.rest) or None)

    def _take_value(self, line: Line) -> bool:
        """A label on one line, its value on the next; people also as a list of points."""
        label, draft = self.awaited, self.draft
        if label is None or draft is None or line.labels or line.heading:
            return False
        optional = label.field == "volunteer" and not self.values_below
        value = strip_emphasis(line.text.strip().removeprefix("- "))
        if (line.blanks and optional) or not _is_value_of(label.field, value, line):
            return False
        draft.state(replace(label, value=value))
        self.values_below = True
        if not line.bullet:
            self.awaited = None
        return True

    def _opens(self, place: int, draft: Draft) -> bool:
        """Whether another session begins here: by its labels, or by the event named above them."""
        line = self.lines[place]
        if not draft.in_body:
            again = [label for label in line.labels if repeats(draft, label)]
            return any(label.field in ("session", "title") for label in again) or (
                bool(again) and self._is_block(place)
            )
        if not draft.stated:
            return False
        if line.labels or line.bullet:
            return self._is_block(place)
        apart = line.ruled or line.blanks > 1 or 1 <= line.level <= 3
        named = line.text in draft.values.get("event", ()) or line.text in _texts(draft.before)
        return (apart or named) and self._is_block(place + 1)

    def _is_block(self, place: int) -> bool:
        """Whether two different labels of a head stand close together, the first of them here."""
        near = self.lines[place : place + _WINDOW]
        if not near or not _head_labels(near[0]):
            return False
        labels = [label for line in near for label in _head_labels(line)]
        fields = {label.field for label in labels}
        return len(fields) > 1 and bool(fields & IDENTITY) and any(map(_is_firm, labels))

    def _is_aside(self, place: int) -> bool:
        """Whether a line without a label stands within a head, as no point does."""
        if self.lines[place].bullet:
            return False
        for line in self.lines[place + 1 : place + 3]:
            if line.labels:
                return line.labels[0].field in HEAD
        return False

    def _counting_labels(self, line: Line) -> tuple[Label, ...]:
        if self.draft is None:
            return line.labels if any(label.field != "other" for label in line.labels) else ()
        if not self.draft.in_body:
            return line.labels
        if is_plain_point(line):
            return ()
        draft = self.draft
        return tuple(label for label in line.labels if _counts_in_body(label, draft))

    def _take_labels(self, line: Line, labels: tuple[Label, ...]) -> None:
        if self.draft is None:
            self.draft = Draft(before=self.before)
            self.before = []
            self.drafts.append(self.draft)
        for label in labels:
            self._take_label(self.draft, line, label)

    def _take_label(self, draft: Draft, line: Line, label: Label) -> None:
        if label.field not in HEAD:
            draft.begin(label.field, label.said)
            if label.value:
                draft.add(Line(label.value))
        elif label.field == "other" or repeats(draft, label):
            self.rest.append(line.text)
        else:
            draft.state(label)
            self.awaited = label if not label.value else None


def _with_a_title(lines: list[Line]) -> list[Line]:
    """A Markdown page without any label: its first heading is the title."""
    if any(label.field != "other" for line in lines for label in line.labels):
        return lines
    for place, line in enumerate(lines):
        if 1 <= line.level <= 6 and line.heading:
            title = replace(line, labels=(Label("title", line.heading, sure=True, said="Title"),))
            return [*lines[:place], title, *lines[place + 1 :]]
    return lines


def _take_body(draft: Draft, line: Line) -> None:
    if line.heading:
        draft.begin("section", line.heading)
    else:
        draft.add(line)


def _counts_in_body(label: Label, draft: Draft) -> bool:
    """The head may follow the notes; of an ordinary word with a colon nobody can tell."""
    if label.field not in HEAD:
        return True
    if label.field in PEOPLE and not _look_like_people(label.value):
        return False
    if not draft.stated:
        return label.colon
    return label.sure and label.colon and label.field not in draft.stated


def _head_labels(line: Line) -> tuple[Label, ...]:
    """The labels of a head in a line; "Session 3: went well" is none unless it is a heading."""
    if is_plain_point(line):
        return ()
    if len(line.labels) > 1 and not line.level and not line.labels[0].colon:
        return ()
    return tuple(label for label in line.labels if label.field in HEAD and label.field != "other")


def _is_firm(label: Label) -> bool:
    """Whether a label is hardly ordinary talk, as "Room" and "Topic" may be."""
    numbered = label.field == "session" and is_number_like(label.value)
    return label.sure or numbered or label.field in PEOPLE


def _is_value_of(name: Field, value: str, line: Line) -> bool:
    if line.bullet and name not in PEOPLE | {"themes"}:
        return False
    if name in PEOPLE:
        return _look_like_people(value)
    if name == "session":
        return is_number_like(value)
    return name != "other" and len(value) <= _LONGEST_VALUE


def _look_like_people(value: str) -> bool:
    if len(value) > _LONGEST_NAMES or value[-1:] in (".", "!", "?", ":"):
        return False
    names = split_people(value)
    return all(len(n.split()) <= _MOST_WORDS_IN_A_NAME and not n[0].islower() for n in names)


def _name_event(draft: Draft) -> list[str]:
    """Give the draft the event, and perhaps the title, above its labels; return the other lines."""
    names = [line for line in draft.before if reads_as_name(line)]
    untitled = "title" not in draft.stated
    headings = [line for line in names if 1 <= line.level <= 6]
    named: list[Line] = []
    if untitled and len(headings) == 1 and headings[0] is names[0]:
        named = [_give(draft, "title", headings[0])]
    elif names and "event" not in draft.stated:
        named = [_give(draft, "event", names[0])]
        if untitled and len(draft.before) == len(names) == 2:
            named.append(_give(draft, "title", names[1]))
    return [line.text for line in draft.before if not any(line is one for one in named)]


def _give(draft: Draft, name: Field, line: Line) -> Line:
    draft.state(Label(name, line.heading or strip_emphasis(line.text), sure=True, said=""))
    return line


def reads_as_name(line: Line) -> bool:
    """Whether a line above the labels may be the event's name, rather than a greeting or prose."""
    text = line.text
    if line.bullet or len(text) > _LONGEST_EVENT or "://" in text or text[-1] in ",.:;":
        return False
    return not _GREETING.match(text)


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]
