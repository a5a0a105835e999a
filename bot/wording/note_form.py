"""The form for session notes, and how its values are read."""

from gettext import gettext as _

from bot.message import Block, Form, FormErrors, Input, TextInput, Value, Values
from jobs.note_taking import Written
from jobs.notes.people import is_blank, split_people, split_themes
from storage.naming import clean
from storage.types import SessionId

BOX = 3_000
"""What one input holds at most, on the platform that holds least."""
MOST_BOXES = 8

TITLE, SUMMARY, LEADERS, TAKERS = "title", "summary", "leaders", "takers"
NUMBER, ROOM, VOLUNTEER, THEMES, LINKS = "number", "room", "volunteer", "themes", "links"
_LINE = 200


def note_form(
    written: Written,
    *,
    title: str,
    command: str,
    ref: str = "",
    intro: tuple[Block, ...] = (),
) -> Form:
    """Everything that notes can say of a session, filled in; only title and notes are needed."""
    return Form(
        title=title,
        command=command,
        ref=ref,
        submit=_("Save"),
        intro=intro,
        inputs=(*_about(written), *_what_was_said(written), *_more(written)),
    )


def boxes(text: str) -> list[str]:
    """Return the text cut between lines so that each piece fits in one input."""
    pieces = [""]
    for line in text.splitlines(keepends=True):
        for part in (line[at : at + BOX] for at in range(0, len(line), BOX)):
            if len(pieces[-1]) + len(part) > BOX:
                pieces.append("")
            pieces[-1] += part
    return pieces


def fits(text: str) -> bool:
    """Return whether a form can hold the text for somebody to change."""
    return len(boxes(text)) <= MOST_BOXES


def box_name(number: int) -> str:
    """Return the name of the input for a piece of the notes, from 0."""
    return f"notes{number}" if number else "notes"


def read(values: Values) -> Written | FormErrors:
    """Return what was written, or what is missing; nothing that was typed is dropped."""
    written = read_anything(values)
    errors: dict[str, str] = {}
    if not written.title:
        errors[TITLE] = _("Give the session a title, so that people can find its notes.")
    if not written.text:
        errors[box_name(0)] = _("Write something in the notes. One line is enough.")
    return FormErrors(errors) if errors else written


def read_anything(values: Values) -> Written:
    """Return what was written so far, complete or not."""
    said = {name: _text(value) for name, value in values.items()}
    text = "".join(said.get(box_name(number), "") for number in range(MOST_BOXES + 1))
    links = said.get(LINKS, "").strip()
    if links:
        text = "\n\n".join(filter(None, (text.strip(), f"Links\n{links}")))
    volunteer = said.get(VOLUNTEER, "")
    return Written(
        title=clean(said.get(TITLE, ""), _LINE),
        text=clean(text, 60_000, lines=True),
        summary=clean(said.get(SUMMARY, ""), BOX, lines=True),
        number=clean(said.get(NUMBER, ""), 20),
        room=clean(said.get(ROOM, ""), 60),
        leaders=split_people(said.get(LEADERS, "")),
        note_takers=split_people(said.get(TAKERS, "")),
        volunteer="" if is_blank(volunteer) else clean(volunteer, _LINE),
        themes=split_themes(said.get(THEMES, "")),
    )


def ref_of(session_id: SessionId, version: int) -> str:
    """Return what a form of existing notes carries: which session, and which version was seen."""
    return f"{session_id}.{version}"


def read_ref(ref: str) -> tuple[SessionId, int]:
    """Return which session and version a form was about."""
    session_id, _, version = ref.rpartition(".")
    return SessionId(session_id), int(version) if version.isdigit() else 0


def _about(written: Written) -> tuple[Input, ...]:
    names = _("Names, with commas between them.")
    return (
        TextInput(TITLE, _("Title of the session"), value=written.title),
        TextInput(NUMBER, _("Session number"), value=written.number, optional=True, limit=20),
        TextInput(ROOM, _("Room"), value=written.room, optional=True, limit=60),
        TextInput(
            LEADERS,
            _("Who led it"),
            hint=names,
            value=", ".join(written.leaders),
            optional=True,
        ),
        TextInput(
            TAKERS,
            _("Who took notes"),
            hint=names,
            value=", ".join(written.note_takers),
            optional=True,
        ),
    )


def _what_was_said(written: Written) -> tuple[Input, ...]:
    pieces = boxes(written.text)
    labels = [_("Notes"), *[_("Notes, continued")] * MOST_BOXES]
    return (
        TextInput(
            SUMMARY,
            _("Summary"),
            hint=_("Two or three sentences for people who were not there. It is posted first."),
            value=written.summary,
            optional=True,
            multiline=True,
            limit=BOX,
        ),
        *(
            TextInput(
                box_name(number),
                labels[number],
                hint="" if number else _("Points, one to a line. Links can stand among them."),
                value=piece,
                optional=number > 0,
                multiline=True,
                limit=BOX,
            )
            for number, piece in enumerate([*pieces, ""][: MOST_BOXES + 1])
        ),
    )


def _more(written: Written) -> tuple[Input, ...]:
    return (
        TextInput(
            VOLUNTEER,
            _("Who carries the conversation on afterwards?"),
            hint=_("A name, or “nobody yet”."),
            value=written.volunteer or _("nobody yet"),
            optional=True,
        ),
        TextInput(
            THEMES,
            _("Themes"),
            hint=_("Such as data, housing. Channels that follow a theme are offered its notes."),
            value=", ".join(written.themes),
            optional=True,
        ),
    )


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(value)
