"""Renames, mergers and splits: the forms, the questions, and what came of them."""

from collections.abc import Sequence
from datetime import date

from bot.form import Form, Input, Option, SearchInput, TextInput
from bot.message import Button, Buttons, Confirm, Message, Paragraph, say
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_date
from bot.wording.view import View
from storage.organisation_changes import OrganisationChange
from storage.types import Organisation

WHICH, NAME, PARTS, ON = "which", "name", "parts", "on"


def rename_form(known: Organisation | None = None) -> Form:
    """Ask which, what it is called now, and since when."""
    hint = _("People find it by the old name, too.")
    return Form(
        _("Rename an organisation"),
        "organisations rename",
        (which_input(known), TextInput(NAME, _("What it is called now"), hint), day_input()),
        _("Rename it"),
        outro=(Paragraph((_("Nothing else changes: it stays the same organisation."),)),),
    )


def split_form(known: Organisation | None = None) -> Form:
    """Ask which, what it became, and since when."""
    hint = _("One on each line. The old name may be one of them, if it goes on smaller.")
    return Form(
        _("Split an organisation"),
        "organisations split",
        (
            which_input(known),
            TextInput(PARTS, _("What it was split into"), hint, multiline=True, limit=600),
            day_input(),
        ),
        _("Show who is asked"),
        outro=(Paragraph((_("You'll see who is asked before anything is changed."),)),),
    )


def which_input(known: Organisation | None = None) -> SearchInput:
    """An organisation of the network."""
    chosen = (Option(known.id, known.name),) if known else ()
    hint = _("Type some letters of the name.")
    return SearchInput(WHICH, _("Organisation"), "organisations", hint, chosen=chosen)


def day_input() -> Input:
    """Since when; a day that has come."""
    hint = _("For example 1 April 2026. Leave it empty for today.")
    return TextInput(ON, _("Since which day"), hint, optional=True)


def no_day() -> str:
    """What was typed is no day."""
    return _("We couldn't read that day. Write it like 1 April 2026.")


def day_to_come() -> str:
    """A change is told once it has happened."""
    return _("That day is still to come. Tell us on that day or later.")


def name_taken(name: str) -> str:
    """Another organisation has the name."""
    words = _("There is another organisation called {name}. To make them one, merge the two.")
    return words.format(name=name)


def called_so(organisation: Organisation) -> str:
    """It has this name already."""
    return _("It is called {name} already.").format(name=organisation.name)


def renamed(before: str, now: Organisation, on: date) -> Message:
    """It has another name."""
    words = _("Done: {before} is called {name} since {day}. People find it by both names.")
    return say(words.format(before=before, name=now.name, day=say_date(on)))


def two_parts() -> str:
    """A split has two parts at least."""
    return _("Name at least two organisations that it was split into.")


def was_split(whole: Organisation) -> str:
    """It was split before."""
    return _("{name} was split before.").format(name=whole.name)


def split_question(view: View, whole: Organisation, parts: Sequence[str], on: date) -> Message:
    """What a split does, before it is done."""
    people = view.tx.organisations.members_of(whole.id)
    words = ngettext(
        "{name} was split into {parts} on {day}. {count} person is asked which is theirs.",
        "{name} was split into {parts} on {day}. {count} people are asked which is theirs.",
        people,
    ).format(name=whole.name, parts=say_all(parts), day=say_date(on), count=people)
    after = _("Until they say so, they stay colleagues. This can't be taken back.")
    confirm = Confirm(_("Split it?"), f"{words} {after}", _("Split it"), _("Keep it whole"))
    ref = pack_ref(**{WHICH: whole.id, PARTS: "\n".join(parts), ON: on.isoformat()})
    button = Button(_("Split it"), "organisations split", ref, "danger", confirm)
    return say(words, after, Buttons((button,)))


def split(whole: Organisation, parts: Sequence[str], asked: int) -> Message:
    """It was split."""
    words = ngettext(
        "Done: {name} was split into {parts}. We've asked {count} person which is theirs.",
        "Done: {name} was split into {parts}. We've asked {count} people which is theirs.",
        asked,
    )
    return say(words.format(name=whole.name, parts=say_all(parts), count=asked))


def history(view: View, organisation: Organisation) -> list[str]:
    """What happened to an organisation, oldest first, a sentence each."""
    lines: list[str] = []
    for change in view.tx.organisation_changes.of(organisation.id):
        line = _line(view, organisation, change)
        lines += [line] if line not in lines else []
    return lines


def _line(view: View, organisation: Organisation, change: OrganisationChange) -> str:
    day = say_date(change.changed_on)
    mine = change.organisation_id == organisation.id
    if change.kind == "renamed":
        return _("Until {day} it was called {name}.").format(day=day, name=change.before)
    if change.kind == "merged" and not mine:
        return _("{name} became a part of it on {day}.").format(day=day, name=change.before)
    if not mine:
        words = _("It was a part of {name} until {day}.")
        return words.format(day=day, name=change.before)
    into = view.tx.organisation_changes.split_into(organisation.id)
    names = sorted(view.tx.organisations.get(one, view.network.id).name for one in into)
    return _("It was split into {parts} on {day}.").format(parts=say_all(names), day=day)
