"""The form for session notes, and how its values are read."""

from collections.abc import Sequence

from bot.form import ChoiceInput, Form, FormErrors, Input, Option, TextInput, Value, Values
from bot.message import Block
from bot.wording.language import gettext as _
from bot.wording.notes.note_boxes import BOX, LONGEST, cut_text, join_text
from jobs.notes.people import is_blank, split_people, split_themes
from jobs.sessions.note_taking import LINKS as LINKS_HEADING
from jobs.sessions.note_taking import Written
from storage.naming import clean
from storage.session_records import EventSession

TITLE, SUMMARY, LEADERS, TAKERS = "title", "summary", "leaders", "takers"
NUMBER, ROOM, VOLUNTEER, THEMES, LINKS = "number", "room", "volunteer", "themes", "links"
SESSION, REST = "session", "rest"
NOTES = "notes"
OWN = "own"
"""Chosen in place of a session: these notes are of one that we do not know yet."""

_LINE = 200
_MOST_SESSIONS = 90


def note_form(
    written: Written,
    *,
    title: str,
    command: str,
    ref: str = "",
    intro: tuple[Block, ...] = (),
    first: tuple[Input, ...] = (),
    rest: str = "",
) -> Form:
    """Everything that notes can say of a session, filled in; only title and notes are needed.

    `first` stands before all that, such as the question which session it is; `rest`: lines of
    which nobody knows yet where they belong.
    """
    text, links = split_links(written.text)
    return Form(
        title=title,
        command=command,
        ref=ref,
        submit=_("Save"),
        intro=intro,
        inputs=(
            *first,
            *_about(written, needs_title=not first),
            *_what_was_said(written, text),
            *_unplaced(rest),
            _links(links),
            *_more(written),
        ),
    )


def choose_session(sessions: Sequence[EventSession]) -> Form:
    """In a running event: which of the sessions that are on now is meant, or another one."""
    return Form(
        title=_("Session notes"),
        command="notes new",
        submit=_("Continue"),
        inputs=(session_choice(sessions, sessions[0].id if len(sessions) == 1 else OWN),),
    )


def session_choice(sessions: Sequence[EventSession], chosen: str = OWN) -> ChoiceInput:
    """The question which session of the grid these notes are of, or another one."""
    known = tuple(Option(one.id, name_session(one)[:75]) for one in sessions[:_MOST_SESSIONS])
    return ChoiceInput(
        SESSION,
        _("Which session is it?"),
        (*known, Option(OWN, _("Another one"))),
        value=chosen if any(one.id == chosen for one in sessions) else OWN,
    )


def name_session(session: EventSession) -> str:
    """A session as a list has it: its number, title and room."""
    plan = session.plan
    words = f"{plan.number}. {plan.title}" if plan.number else plan.title
    return f"{words} ({plan.room})" if plan.room else words


def read(values: Values) -> Written | FormErrors:
    """Return what was written, or what is missing; nothing that was typed is dropped."""
    written = read_anything(values)
    errors: dict[str, str] = {}
    if not written.title and values.get(SESSION, OWN) == OWN:
        errors[TITLE] = _("Give the session a title, so that people can find its notes.")
    if not written.text:
        errors[NOTES] = _("Write something in the notes. One line is enough.")
    if len(written.text) > LONGEST:
        errors[NOTES] = _(
            "These notes have {count} characters, and we can keep {most}. They are kept as a "
            "draft. Shorten them, or split them in two."
        ).format(count=f"{len(written.text):,}", most=f"{LONGEST:,}")
    return FormErrors(errors) if errors else written


def read_anything(values: Values) -> Written:
    """Return what was written so far, complete or not."""
    said = {name: _text(value) for name, value in values.items()}
    text = "\n\n".join(filter(None, (join_text(said).strip("\n"), said.get(REST, "").strip())))
    if links := said.get(LINKS, "").strip():
        text = "\n\n".join(filter(None, (text, f"{LINKS_HEADING}\n{links}")))
    volunteer = said.get(VOLUNTEER, "")
    return Written(
        title=clean(said.get(TITLE, ""), _LINE),
        text=clean(text, 10 * LONGEST, lines=True),
        summary=clean(said.get(SUMMARY, ""), BOX, lines=True),
        number=clean(said.get(NUMBER, ""), 20),
        room=clean(said.get(ROOM, ""), 60),
        leaders=split_people(said.get(LEADERS, "")),
        note_takers=split_people(said.get(TAKERS, "")),
        volunteer="" if is_blank(volunteer) else clean(volunteer, _LINE),
        themes=split_themes(said.get(THEMES, "")),
    )


def values_of(written: Written, rest: str = "") -> dict[str, str]:
    """Return what a form that shows this holds, as a draft keeps it."""
    inputs = note_form(written, title="", command="", rest=rest).inputs
    return {one.name: one.value for one in inputs if isinstance(one, TextInput) and one.value}


def _about(written: Written, *, needs_title: bool) -> tuple[Input, ...]:
    names = _("Names, with commas between them.")
    return (
        TextInput(
            TITLE,
            _("Title of the session"),
            hint="" if needs_title else _("You can leave this empty if you chose a session."),
            value=written.title,
            optional=not needs_title,
        ),
        TextInput(NUMBER, _("Session number"), value=written.number, optional=True, limit=20),
        TextInput(ROOM, _("Room"), value=written.room, optional=True, limit=60),
        TextInput(
            LEADERS,
            _("Who led it"),
            hint=names,
            value=", ".join(written.leaders),
            optional=True,
            limit=BOX,
        ),
        TextInput(
            TAKERS,
            _("Who took notes"),
            hint=names,
            value=", ".join(written.note_takers),
            optional=True,
            limit=BOX,
        ),
    )


def split_links(text: str) -> tuple[str, str]:
    """Return a note without the links at its end, and those; their input joins them again."""
    before, _heading, links = text.rpartition(f"\n\n{LINKS_HEADING}\n")
    is_one_part = links == links.strip() and "\n\n" not in links and len(links) <= BOX
    return (before, links) if before.strip() and is_one_part else (text, "")


def _what_was_said(written: Written, text: str) -> tuple[Input, ...]:
    summary = TextInput(
        SUMMARY,
        _("Summary"),
        hint=_("Two or three sentences for people who were not there. It is posted first."),
        value=written.summary,
        optional=True,
        multiline=True,
        limit=BOX,
    )
    pieces = cut_text(text)
    return (summary, *(_box(*one) for one in [*pieces, (f"{NOTES}{len(pieces)}", "")]))


def _box(name: str, piece: str) -> TextInput:
    first = name == NOTES
    return TextInput(
        name,
        _("Notes") if first else _("Notes, continued"),
        hint=_("Points, one to a line.") if first else "",
        value=piece,
        optional=not first,
        multiline=True,
        limit=BOX,
    )


def _unplaced(rest: str) -> tuple[Input, ...]:
    if not rest:
        return ()
    hint = _("They are added at the end of the notes. Move or delete what does not belong there.")
    return (
        TextInput(
            REST,
            _("Lines that we could not place"),
            hint=hint,
            value=rest,
            optional=True,
            multiline=True,
            limit=BOX,
        ),
    )


def _links(links: str) -> TextInput:
    return TextInput(
        LINKS,
        _("Links"),
        hint=_("Slides, documents or posts, one to a line. They stand at the end of the notes."),
        value=links,
        optional=True,
        multiline=True,
        limit=BOX,
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
            limit=BOX,
        ),
    )


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(value)
