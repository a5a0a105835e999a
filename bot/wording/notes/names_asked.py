"""Whether a name that stands in notes is a member's: the question, and what is answered."""

from bot.message import Button, Buttons, Message, Rich, rich, say
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.view import View
from storage.notices.consent import NameAsked
from storage.session_records import EventSession, Named

SESSION, ROLE = "s", "r"


def question(session: EventSession, notice: NameAsked) -> Message | None:
    """Asked of the member alone; None once they answered, or the name is gone."""
    named = asked_name(session, notice)
    if named is None:
        return None
    ref = pack_ref(**{SESSION: session.id, ROLE: notice.role})
    first = (
        _("Are you the “{name}” who led “{title}”?")
        if notice.role == "leader"
        else _("Are you the “{name}” who took notes of “{title}”?")
    )
    return say(
        first.format(name=named.name, title=session.title),
        _(
            "If you say yes, people in this network see that it was you, and you're asked what "
            "came of it. If you don't answer, nothing is linked. We ask only once."
        ),
        Buttons(
            (
                Button(_("Yes, that's me"), "notes that is me", ref, "primary"),
                Button(_("No"), "notes not me", ref),
                Button(_("Don't ask me again"), "notes never ask", ref),
            )
        ),
    )


def asked_name(session: EventSession, notice: NameAsked) -> Named | None:
    """Return the name that the member is asked about, if it still waits for an answer."""
    seat = session.leaders if notice.role == "leader" else session.note_takers
    return next((one for one in seat if one.maybe_id == notice.member_id), None)


def linked(view: View, session: EventSession) -> Message:
    """They said yes."""
    how = rich(_("To undo that, type {undo}."), undo=view.code(f"notes not me {session.code}"))
    return say(_thanks(session), how)


def _thanks(session: EventSession) -> Rich:
    words = _("Thank you. Your name in “{title}” is linked to you.")
    return (words.format(title=session.title),)


def declined(session: EventSession) -> Message:
    """They said no, or took a yes back."""
    return say(
        _("Your profile isn't linked to any name in “{title}”.").format(title=session.title),
        _("The notes stay as they are. We won't ask you about them again."),
    )


def never_again(view: View, session: EventSession) -> Message:
    """They want no questions about sessions at all."""
    return say(
        _("Your profile isn't linked to any name in “{title}”.").format(title=session.title),
        rich(
            _("We won't ask you anything about sessions again. To be asked, type {remind}."),
            remind=view.code("notes remind me"),
        ),
    )


def nothing_to_unlink(session: EventSession) -> Message:
    """No name of the session is theirs."""
    words = _("No name in “{title}” is linked to you. Nothing has changed.")
    return say(words.format(title=session.title))


def asked_no_more(session: EventSession) -> str:
    """The name was changed, or the question is settled."""
    words = _("That name is no longer in “{title}”. Nothing has changed.")
    return words.format(title=session.title)
