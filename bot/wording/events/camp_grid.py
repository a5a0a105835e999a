"""The grid of an event: the form, what came of it row by row, and what keeps it from being read."""

from collections.abc import Sequence
from dataclasses import replace

from bot.form import FileInput, Form, FormErrors, TextInput
from bot.message import Button, Buttons, Message, Paragraph, say
from bot.refs import pack_ref
from bot.wording.events.camp_grid_report import gone, gone_buttons
from bot.wording.events.camp_grid_trouble import say_grid_trouble
from bot.wording.events.camp_words import say_session
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_moment
from bot.wording.organisers import importing
from storage.events import Event
from storage.grids import Trouble
from storage.session_records import EventSession

FILE, URL = "file", "url"


def import_form(event: Event) -> Form:
    """A file, or a web address."""
    return Form(
        _("Import the grid"),
        "notes event import",
        (
            TextInput(
                URL,
                _("Web address"),
                _("A Google sheet that anyone with the link can view, or a CSV file."),
                event.grid_url or "",
                optional=True,
                limit=2_000,
            ),
            FileInput(
                FILE,
                _("Or a file"),
                importing.EXTENSIONS,
                _(
                    "A CSV file with a heading in its first row: time, session, room, "
                    "capacity, title, leader1."
                ),
                optional=True,
            ),
        ),
        _("Import"),
        ref=pack_ref(e=event.id),
        intro=(
            Paragraph(
                (
                    _(
                        "Sessions that are here already keep their notes, their links and who is "
                        "interested. Nothing is deleted."
                    ),
                )
            ),
        ),
    )


def neither() -> str:
    """Nothing was given."""
    return _("Give a web address or a file.")


def not_that(errors: FormErrors) -> Message:
    """An address was typed that we do not follow."""
    why = " ".join(errors.errors.values())
    return replace(say(why, _("Nothing has changed.")), failed=True)


def on_it(event: Event) -> Message:
    """It is being read."""
    return say(
        _("We're on it: we're reading the grid of {event}.").format(event=event.name),
        _(
            "You'll get a message that says what came of it, row by row where "
            "something was not clear."
        ),
    )


def under_way() -> Message:
    """A grid is being read already."""
    return say(_("A grid is being read already. When that's done, whoever asked gets a message."))


def no_address(event: Event) -> Message:
    """There is nothing to read again."""
    return say(
        _("We know no web address of the grid of {event}. Nothing has changed.").format(
            event=event.name
        ),
        Buttons(
            (Button(_("Import the grid"), "notes event import", pack_ref(e=event.id), "primary"),)
        ),
    )


# Read by itself


def trouble_on_the_day(event: Event, trouble: Trouble) -> Message:
    """The grid cannot be read any more: said once."""
    words = _("We can't read the grid of {event} at the moment.")
    since = (
        _("Its sessions stay as the grid had them on {when}.").format(
            when=say_moment(event.grid_at, event.zone)
        )
        if event.grid_at
        else _("Its sessions stay as they are.")
    )
    ref = pack_ref(e=event.id)
    return say(
        words.format(event=event.name),
        say_grid_trouble(trouble),
        since,
        _(
            "We'll try every 15 minutes, and only tell you again if it works and then fails "
            "once more."
        ),
        Buttons(
            (
                Button(_("Try now"), "notes event refresh", ref),
                Button(_("Another address"), "notes event import", ref),
            )
        ),
    )


def shrank(event: Event, sessions: Sequence[EventSession]) -> Message:
    """Sessions are in the grid no more: are they off?"""
    return Message((*gone(event, sessions), gone_buttons(event)))


def still_there(event: Event) -> Message:
    """All sessions that the grid had are in it."""
    words = _("Every session that the grid of {event} ever had is still in it.")
    return say(words.format(event=event.name))


def dropped(event: Event, count: int, kept: Sequence[EventSession]) -> Message:
    """They are off, but those of which something is written."""
    words = ngettext(
        "{count} session of {event} is off.", "{count} sessions of {event} are off.", count
    )
    blocks: list[str] = [words.format(count=count, event=event.name)] if count else []
    if kept:
        names = say_all(say_session(one) for one in kept)
        stay = _("These stay, since something is written about them: {names}.")
        blocks.append(stay.format(names=names))
    return say(*blocks)


def kept_on(event: Event, count: int) -> Message:
    """They stay, whatever the grid says."""
    words = ngettext(
        "{count} session of {event} stays, though the grid has it no more.",
        "{count} sessions of {event} stay, though the grid has them no more.",
        count,
    )
    return say(words.format(count=count, event=event.name))
