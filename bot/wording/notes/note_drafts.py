"""What is said about notes that are not finished: kept, offered again, listed, dropped."""

from collections.abc import Sequence
from dataclasses import replace

from bot.message import Bullets, Button, Buttons, Confirm, Message, Paragraph, Rich, rich, say
from bot.wording.language import capital, ngettext, say_date, say_moment
from bot.wording.language import gettext as _
from bot.wording.view import View
from storage.note_drafts import NoteDraft
from storage.types import SessionId

VERB, THEN = "_verb", "_then"
"""Where a draft says which verb keeps it, which is in no draft of notes; and where one of notes
says which verb goes on with it, once its writer said that names may stay."""


def call_it(draft: NoteDraft) -> str:
    """What a draft is called: its notes by their title, anything else by what it is."""
    words = {
        "notes outcome": _("what happened next after “{title}”"),
        "notes action": _("an action from “{title}”"),
        "notes takeaway": _("a takeaway from “{title}”"),
    }.get(str(draft.body.get(VERB, "")), _("“{title}”"))
    return words.format(title=draft.title)


def gone() -> tuple[str, ...]:
    """The draft was saved, dropped or is too old."""
    return (_("That draft is no longer here. It was saved or dropped, or it is over a week old."),)


def no_such_draft(count: int) -> tuple[str, ...]:
    """There are none, or fewer than the number that was typed."""
    if not count:
        return (_("You have no drafts. Nothing has changed."),)
    few = ngettext("You have one draft.", "You have {count} drafts.", count).format(count=count)
    return (few, _("Give its number as in the list, from 1. Nothing has changed."))


def offered(view: View, draft: NoteDraft, session: SessionId | None) -> Message:
    """Somebody begins notes and has some that are not finished."""
    return say(
        rich(_("You have unfinished notes: {it}, {when}."), **_told(view, draft)),
        rich(_("They are kept until {until}."), until=_until(draft)),
        Buttons(
            (
                Button(_("Continue"), "notes continue", draft.id, "primary"),
                Button(_("Start afresh"), "notes new afresh", session or ""),
            )
        ),
    )


def listed(view: View, drafts: Sequence[NoteDraft]) -> Message:
    """Somebody's drafts, each with what it is called, when it was kept and until when."""
    if not drafts:
        return say(_("You have no drafts."), Buttons((Button(_("Write notes"), "notes new"),)))
    count = len(drafts)
    head = ngettext("You have one draft.", "You have {count} drafts.", count).format(count=count)
    lines = tuple(_line(view, number, draft) for number, draft in enumerate(drafts, 1))
    how = rich(
        _("To go on with another, type {go_on} and its number; to drop one, {drop}."),
        go_on=view.code("notes continue"),
        drop=view.code("notes drop"),
    )
    return say(head, Bullets(lines), *((how,) if count > 1 else ()), Buttons(_controls(drafts[0])))


def dropped(draft: NoteDraft) -> Message:
    """A draft is forgotten."""
    return say(
        _("That draft is gone: {it}.").format(it=call_it(draft)),
        Buttons((Button(_("See your drafts"), "notes drafts"),)),
    )


def kept(view: View, draft: NoteDraft) -> Paragraph:
    """Where what was typed is now, and how long."""
    words = _("What you wrote is kept as a draft until {until}. To see it, type {drafts}.")
    until = _until(draft)
    return Paragraph(rich(words, until=until, drafts=view.code("notes drafts")))


def _controls(draft: NoteDraft) -> tuple[Button, ...]:
    it = call_it(replace(draft, title=draft.title[:40]))
    sure = Confirm(
        _("Drop this draft?"),
        _("It is deleted: {it}. That cannot be undone.").format(it=it),
        _("Drop it"),
        _("Keep it"),
    )
    first = _("Continue {it}").format(it=it)
    last = _("Drop {it}").format(it=it)
    return (
        Button(first, "notes continue", draft.id, "primary"),
        Button(last, "notes drop", draft.id, confirm=sure),
    )


def _line(view: View, number: int, draft: NoteDraft) -> Rich:
    words = _("{number}. {it}, {when}. Kept until {until}.")
    if draft.body.get(VERB) or draft.body.get(THEN):
        words = _(
            "{number}. {it}, {when}. It seems to name somebody, so we asked you about it. "
            "Kept until {until}."
        )
    return rich(words, number=str(number), until=_until(draft), **_told(view, draft))


def _told(view: View, draft: NoteDraft) -> dict[str, str]:
    return {"it": capital(call_it(draft)), "when": say_moment(draft.made_at, view.zone)}


def _until(draft: NoteDraft) -> str:
    return say_date(draft.expires_at.date())
