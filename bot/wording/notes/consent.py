"""What the people of a session agreed on: the form, the answers, who sees what, and warnings."""

from collections.abc import Sequence

from bot.form import ChoiceInput, Form, Option
from bot.message import Block, Bold, Bullets, Button, Buttons, Message, Paragraph, Rich, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.view import View
from jobs.sessions.consent import Agreed
from jobs.sessions.name_warnings import NameSeen
from storage.events import OpenTo
from storage.session_records import Consent, EventSession

CONSENT = "consent"
_MOST = 5
_LONGEST_LINE = 200


def names() -> dict[Consent, str]:
    """Each choice as people type it."""
    return {
        "ordinary": _("ordinary"),
        "none": _("no notes"),
        "chatham": _("Chatham House"),
        "named": _("names agreed"),
    }


def means() -> dict[Consent, str]:
    """What each choice does."""
    return {
        "ordinary": _("Notes are taken. Who led it and who took notes is shown with them."),
        "none": _(
            "Nothing new is written down. What was posted is taken back, and what was written is "
            "hidden from everybody but its writers."
        ),
        "chatham": _(
            "What was said may be used, never who said it. We show no names with the notes, and "
            "warn you when a name appears in them."
        ),
        "named": _("The people in the room agreed that the notes may say who said what."),
    }


def form(session: EventSession) -> Form:
    """Choose what was agreed on."""
    labels, hints = names(), means()
    options = tuple(
        Option(value, labels[value][:1].upper() + labels[value][1:], hints[value])
        for value in labels
    )
    question = _("What did the people in “{title}” agree on?").format(title=session.title[:80])
    return Form(
        _("Consent"),
        "notes consent",
        (ChoiceInput(CONSENT, question, options, value=session.plan.consent, wide=True),),
        _("Keep to it"),
        ref=session.id,
    )


def agreed(view: View, agreement: Agreed, seen: Sequence[NameSeen]) -> Message:
    """It is kept to from now on, and what was there before keeps to it as well."""
    session = agreement.session
    first = _("“{title}”: {choice}.")
    choice = session.plan.consent
    told: list[str | Rich] = [first.format(title=session.title, choice=names()[choice])]
    told.append(means()[choice])
    if agreement.unnamed:
        told.append(_("Points on the session's page don't show or keep who wrote them any more."))
    if agreement.stays_back:
        back = _("What was taken back stays back. To post it again, type {post}.")
        told.append(rich(back, post=view.code(f"notes post {session.code}")))
    message = say(*told)
    if not seen:
        return message
    return Message((*message.blocks, *warning(seen), Buttons((change(session),))))


def not_yours(session: EventSession) -> tuple[str, ...]:
    """Somebody else speaks for the session."""
    words = _(
        "Who led “{title}”, took its notes or made it can say that, and so can organisers. "
        "Nothing has changed."
    )
    return (words.format(title=session.title),)


def hidden(session: EventSession) -> Message:
    """What was written may be read by its writers alone."""
    words = _(
        "The people in “{title}” asked that no notes are taken, so what was written before is "
        "shown to its writers only."
    )
    return say(words.format(title=session.title))


def who_sees(network: str, consent: Consent, open_to: OpenTo) -> str:
    """One sentence for whoever writes: who will read it."""
    if consent == "none":
        return _("No notes are taken in this session, and nothing of it is shown to anybody.")
    whoever = (
        _("Members of {network}, and anyone with the link to the session's page, can read this")
        if open_to == "anyone"
        else _("Members of {network} can read this")
    )
    where = _("{whoever}, and it may be posted in channels").format(
        whoever=whoever.format(network=network)
    )
    if consent == "chatham":
        return _("{where}: write what was said, and no names.").format(where=where)
    if consent == "named":
        return _("{where}, with names, as the people in the room agreed.").format(where=where)
    return _("{where}. People who are named can ask to be taken out.").format(where=where)


# Warnings


def warning(seen: Sequence[NameSeen]) -> tuple[Block, ...]:
    """Which lines have a name in them; nothing of them is changed."""
    count = len(seen)
    words = ngettext(
        "This session is under the Chatham House Rule, and {count} line seems to name somebody:",
        "This session is under the Chatham House Rule, and {count} lines seem to name somebody:",
        count,
    )
    more: tuple[Block, ...] = ()
    if count > _MOST:
        more = (Paragraph((_("And {count} more.").format(count=count - _MOST),)),)
    return (
        Paragraph((words.format(count=count),)),
        Bullets(tuple(_line(one) for one in seen[:_MOST])),
        *more,
    )


def ask_to_post(session: EventSession, seen: Sequence[NameSeen], fine: Button) -> Message:
    """Before it is posted: change it, or say that it is fine."""
    last = Paragraph((_("Nothing is posted yet. We never change your words."),))
    return Message((*warning(seen), last, Buttons((change(session), fine))))


def ask_to_keep(seen: Sequence[NameSeen], change: Button, fine: Button) -> Message:
    """Before it is kept with the session: change it, or say that it is fine."""
    last = _("It is not kept with the session yet. Your words wait with your drafts for 7 days.")
    return Message((*warning(seen), Paragraph((last,)), Buttons((change, fine))))


def ask_to_save(seen: Sequence[NameSeen], change: Button, fine: Button) -> Message:
    """Before notes are saved, and posts change with them: change them, or say that it is fine."""
    last = _(
        "Nothing is saved yet, and no post has changed. What you wrote waits with your drafts for "
        "7 days. We never change your words."
    )
    return Message((*warning(seen), Paragraph((last,)), Buttons((change, fine))))


def change_word() -> str:
    """Leads to what was written."""
    return _("Change")


def fine_word() -> str:
    """Says that names may stay."""
    return _("Add it as it is")


def change(session: EventSession) -> Button:
    """Leads to the form with the notes."""
    return Button(change_word(), "notes edit", session.id, "primary")


def _line(seen: NameSeen) -> Rich:
    line = seen.line
    if len(line) > _LONGEST_LINE:
        line = line[:_LONGEST_LINE].rsplit(None, 1)[0] + "…"
    if line == seen.name:
        return (Bold(seen.name),)
    return rich(_("“{name}” in the line “{line}”"), name=Bold(seen.name), line=line)


def saved_with(message: Message, session: EventSession, seen: Sequence[NameSeen]) -> Message:
    """The confirmation that notes are saved, with the warning after it where one is due."""
    if not seen:
        return message
    told = tuple(one for one in message.blocks if not isinstance(one, Buttons))
    fine = Button(_("Preview"), "notes preview", session.id)
    return Message((*told, *warning(seen), Buttons((change(session), fine))))


def view_sentence(view: View, session: EventSession | None) -> str:
    """The sentence above a form for notes; of a session that is not known yet, the usual one."""
    if session is None:
        return who_sees(view.network.name, "ordinary", "members")
    event = view.tx.events.get(session.event_id, view.network.id) if session.event_id else None
    open_to: OpenTo = event.open_to if event else "members"
    return who_sees(view.network.name, session.plan.consent, open_to)
