"""A session while its lines are being read."""

from dataclasses import dataclass, field

from jobs.notes.labels import Label, is_number_like
from jobs.notes.lines import Line
from jobs.notes.links import find_links, is_link_alone
from jobs.notes.people import is_blank, split_people, split_themes
from jobs.notes.records import ParsedSession, Section
from jobs.notes.words import PEOPLE, Field


@dataclass(slots=True, eq=False)
class Part:
    """A part of the body under its heading; `kind` is "notes", "summary", "links" or "section"."""

    kind: str
    heading: str
    lines: list[Line] = field(default_factory=list)

    def text(self) -> str:
        """Return the part's lines with at most one empty line in a row."""
        told = [("\n\n" if line.blanks else "\n") + line.text for line in self.lines]
        return "".join(told).strip("\n")


@dataclass(slots=True)
class Draft:
    """The fields and parts of one session so far.

    `stated` are the fields that had a label, `before` the lines above the first of them.
    """

    values: dict[Field, list[str]] = field(default_factory=dict)
    stated: set[Field] = field(default_factory=set)
    parts: list[Part] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)

    @property
    def in_body(self) -> bool:
        """Whether notes have begun."""
        return bool(self.parts)

    def state(self, label: Label) -> None:
        """Keep what a label says; further people and themes join those already there."""
        self.stated.add(label.field)
        if not is_blank(label.value):
            self.values.setdefault(label.field, []).append(label.value)

    def begin(self, kind: str, heading: str) -> None:
        """Begin a part of the body."""
        self.parts.append(Part(kind, heading))

    def add(self, line: Line) -> None:
        """Add a line to the part that is being read; the first one begins the notes."""
        if not self.parts:
            self.begin("notes", "Notes")
        self.parts[-1].lines.append(line)

    def finish(self, event: str | None) -> ParsedSession:
        """Return the session as it was understood, of this event unless it names its own."""
        self._move_title()
        bare = [part.text() for part in self.parts if _is_links_only(part)]
        told = [part for part in self.parts if _is_told(part) and not _is_links_only(part)]
        summaries = [part.text() for part in told if part.kind == "summary"]
        sections = tuple(Section(p.heading, p.text()) for p in told if p.kind != "summary")
        return ParsedSession(
            event=self._said("event") or event,
            session=self._said("session"),
            room=self._said("room"),
            title=self._said("title"),
            leaders=split_people(self._said("leaders") or ""),
            volunteer=self._said("volunteer"),
            note_takers=split_people(self._said("note_takers") or ""),
            summary="\n\n".join(summaries) or None,
            themes=split_themes(self._said("themes") or ""),
            sections=sections,
            links=find_links([*(section.text for section in sections), *summaries, *bare]),
        )

    def _said(self, name: Field) -> str | None:
        return ", ".join(self.values.get(name, ())) or None

    def _move_title(self) -> None:
        """ "Session: What works" is a title, unless the title has a label of its own."""
        named = self._said("session")
        if named and "title" not in self.stated and not is_number_like(named):
            self.values["title"] = self.values.pop("session")


def repeats(draft: Draft, label: Label) -> bool:
    """Whether a field is stated again that cannot be stated twice."""
    return label.field in draft.stated and label.field not in PEOPLE | {"themes"}


def _is_told(part: Part) -> bool:
    """The template's own words with nothing under them are no part; a sub-heading is one."""
    return bool(part.lines) or part.kind == "section"


def _is_links_only(part: Part) -> bool:
    return part.kind == "links" and all(is_link_alone(line.text) for line in part.lines)
