"""A session's notes as text again: the template that camps know, and Markdown. Pure.

`canonical` is the form in which a session survives this: parse_notes(render_notes(c)) holds just c
for every canonical c. What `parse_notes` returns of people's own text mostly is canonical already.
A point that would read as a label or a sub-heading gets a backslash (see lines.py).
"""

from collections.abc import Callable, Iterable, Sequence

from jobs.notes.labels import Label, find_labels, strip_emphasis
from jobs.notes.letters import read_letters
from jobs.notes.lines import is_no_text, is_taken_otherwise, read_line
from jobs.notes.links import find_links, is_link_alone
from jobs.notes.people import is_blank, split_people, split_themes
from jobs.notes.reading import reads_as_name
from jobs.notes.records import ParsedSession, Section
from jobs.notes.words import Field

_ROUNDS = 6
_RISKY = str.maketrans(dict.fromkeys("<>[](){}|;:\uff1a*_`~#\\?=\t&/", " "))


def render_notes(session: ParsedSession) -> str:
    """Return the notes in the template's order and words, the summary last; ends with a newline."""
    head = [
        *_event(session.event),
        f"Session: {session.session or ''}",
        f"Room: {session.room or ''}",
        f"Session title : {session.title or ''}",
        f"Session leader : {', '.join(session.leaders)}",
        f"Volunteer to continue conversation after : {session.volunteer or ''}",
        f"Notes taken by : {', '.join(session.note_takers)}",
        *([f"Themes : {', '.join(session.themes)}"] if session.themes else []),
    ]
    blocks = [line.rstrip() for line in head] + ["Notes"]
    for section in session.sections:
        blocks += [f"{section.heading}:", *_points(section.text)]
    if links := _links_beside(session):
        blocks += ["Links", "\n".join(links)]
    if session.summary:
        blocks += ["Summary", *_points(session.summary)]
    return "\n\n".join(blocks) + "\n"


def render_markdown(session: ParsedSession) -> str:
    """Return the notes as a Markdown page, the summary first as in a post; ends with a newline."""
    fields = (
        ("Event", session.event),
        ("Session", session.session),
        ("Room", session.room),
        ("Led by", ", ".join(session.leaders)),
        ("Notes by", ", ".join(session.note_takers)),
        ("Who carries this on", session.volunteer or "nobody yet"),
        ("Themes", ", ".join(session.themes)),
    )
    blocks = [f"# {session.title or 'Session notes'}"]
    blocks += ["\n".join(f"- **{name}:** {value}" for name, value in fields if value)]
    if session.summary:
        blocks += ["## Summary", *_points(session.summary)]
    for section in session.sections:
        blocks += [f"## {section.heading}", *_points(section.text)]
    if links := _links_beside(session):
        blocks += ["## Links", "\n".join(f"- <{link}>" for link in links)]
    return "\n\n".join(blocks) + "\n"


def canonical(session: ParsedSession) -> ParsedSession:
    """Return the session in the form that rendering and reading keep; twice changes nothing."""
    sections, moved = _canonical_sections(session.sections)
    summary = _canonical_text("\n\n".join(filter(None, [session.summary or "", *moved]))) or None
    texts = [*(section.text for section in sections), *([summary] if summary else [])]
    beside = [link for link in session.links if is_link_alone(link)]
    return ParsedSession(
        event=_canonical_event(session.event),
        session=_canonical_value("session", session.session),
        room=_canonical_value("room", session.room),
        title=_canonical_value("title", session.title),
        leaders=_canonical_list("leaders", session.leaders, split_people),
        volunteer=_canonical_value("volunteer", session.volunteer),
        note_takers=_canonical_list("note_takers", session.note_takers, split_people),
        summary=summary,
        themes=_canonical_list("themes", session.themes, split_themes),
        sections=sections,
        links=find_links([*texts, *beside]),
    )


_LABELS: dict[Field, str] = {
    "event": "Event: ",
    "session": "Session: ",
    "room": "Room: ",
    "title": "Session title : ",
    "leaders": "Session leader : ",
    "volunteer": "Volunteer to continue conversation after : ",
    "note_takers": "Notes taken by : ",
    "themes": "Themes : ",
}


def _event(event: str | None) -> list[str]:
    """The event stands alone, where it reads as an event there."""
    if not event:
        return []
    line = read_line(event)
    alone = line and line.text == event and not (line.labels or line.heading or line.level)
    plain = alone and line and not is_taken_otherwise(event) and reads_as_name(line)
    return [event if plain else f"Event: {event}"]


def _points(text: str) -> list[str]:
    return ["\n".join(map(_marked, text.split("\n")))] if text else []


def _marked(line: str) -> str:
    """Behind a backslash where the line, without its own backslashes, is more than a point."""
    return f"\\{line}" if line and is_taken_otherwise(line.lstrip("\\")) else line


def _links_beside(session: ParsedSession) -> Sequence[str]:
    told = [section.text for section in session.sections]
    within = set(find_links([*told, session.summary or ""]))
    return [link for link in session.links if link not in within]


def _settle(change: Callable[[str], str], text: str) -> str:
    """Apply a change until it changes nothing; else take the signs away that keep it going."""
    for _ in range(_ROUNDS):
        text, before = change(text), text
        if text == before:
            return text
    return change(" ".join(text.translate(_RISKY).split()))


def _canonical_value(name: Field, value: str | None) -> str | None:
    line = _settle(_one_line, value or "")
    read = _settle(lambda text: _read_value(name, text), line)
    return None if is_blank(read) else read


def _read_value(name: Field, value: str) -> str:
    """What is understood of a value behind its label."""
    line = read_line(_LABELS[name] + value)
    if line is None or [label.field for label in line.labels] != [name]:
        return " ".join(value.translate(_RISKY).split())
    return line.labels[0].value


def _canonical_list(
    name: Field, values: Iterable[str], split: Callable[[str], tuple[str, ...]]
) -> tuple[str, ...]:
    read = _settle(
        lambda text: ", ".join(split(_canonical_value(name, text) or "")), ", ".join(values)
    )
    return split(read)


def _canonical_event(event: str | None) -> str | None:
    return _canonical_value("event", event)


def _one_line(value: str) -> str:
    line = read_line(" ".join(read_letters(value).split()))
    return strip_emphasis(" ".join(line.text.split())) if line else ""


def _canonical_sections(
    sections: Iterable[Section],
) -> tuple[tuple[Section, ...], list[str]]:
    """The sections, and the texts of those that are a summary."""
    kept: list[Section] = []
    moved: list[str] = []
    for section in sections:
        heading, text = _canonical_heading(section.heading), _canonical_text(section.text)
        if heading is None:
            text = _canonical_text(f"{section.heading}\n{text}")
            heading = Label("notes", "", sure=False, said="Notes")
        if heading.field == "summary":
            moved.append(text)
        elif text or heading.field == "other":
            kept.append(Section(heading.said, text))
    return tuple(s for s in kept if not _is_links_only(s)), moved


def _canonical_heading(heading: str) -> Label | None:
    """The heading and what it begins ("other": a sub-heading); None where it cannot be one."""
    words = _settle(_one_line, heading).rstrip(":\uff1a ")
    line = None if is_no_text(words) else read_line(f"{words}:")
    if line is None or line.bullet or line.level or words[0] == "\\":
        return None
    if line.heading:
        return Label("other", "", sure=False, said=line.heading) if line.heading == words else None
    (label, *more) = line.labels or (None,)
    if label is None or more or label.said != words or label.value:
        return None
    return label if label.field in ("notes", "summary", "links") else None


def _is_links_only(section: Section) -> bool:
    labels = find_labels(f"{section.heading}:")
    named = bool(labels) and labels[0].field == "links"
    return named and all(is_link_alone(line) for line in section.text.split("\n") if line)


def _canonical_text(text: str) -> str:
    lines = [_settle(_canonical_line, line) for line in _settle(read_letters, text).split("\n")]
    paragraphs = "\n".join(lines).strip("\n").split("\n\n")
    return "\n\n".join(stripped for p in paragraphs if (stripped := p.strip("\n")))


def _canonical_line(line: str) -> str:
    """Backslashes at the beginning are the writer's own."""
    bare = line.lstrip("\\")
    read = read_line(bare)
    if bare == line:
        return read.text if read else ""
    return line[: len(line) - len(bare)] + (read.text.strip() if read else "")
