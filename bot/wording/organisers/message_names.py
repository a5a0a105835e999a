"""What a message was about, in words that stand in a sentence: "the introduction of A and B"."""

from bot.wording.language import gettext as _
from bot.wording.rounds.round_names import name_plainly, read_members
from bot.wording.view import View
from storage.errors import NotFoundError
from storage.notices import Notice
from storage.notices.channels import JoinCard, RoundClosed
from storage.notices.introductions import CheckIn, Introduced
from storage.notices.notes import NotePart, NotePost, NoteToRead
from storage.notices.taking_part import Welcome
from storage.queue_records import Delivery


def name_message(view: View, delivery: Delivery) -> str:
    """Return "the introduction of Ade and Jo" or what else a message was."""
    try:
        return _named(view, view.tx.deliveries.notice(delivery), delivery)
    except NotFoundError:
        return _("a message about something that is gone")


def _named(view: View, notice: Notice, delivery: Delivery) -> str:
    match notice:
        case Introduced():
            return _introduction(view, notice)
        case CheckIn(member_id=member):
            names = name_plainly((member,), read_members(view, (member,)))
            return _("the question to {name} whether they met").format(name=names)
        case Welcome(member_id=member):
            names = name_plainly((member,), read_members(view, (member,)))
            return _("the welcome to {name}").format(name=names)
        case RoundClosed():
            return _("the totals of a round")
        case JoinCard():
            return _("the Join card")
        case (
            NotePost(session_id=session)
            | NotePart(session_id=session)
            | NoteToRead(session_id=session)
        ):
            title = view.tx.sessions.get(session, view.network.id).title
            return _("the notes of “{title}”").format(title=title)
        case _:
            return _someone(view, delivery)


def _introduction(view: View, notice: Introduced) -> str:
    group = view.tx.rounds.group(notice.group_id, view.network.id)
    members = read_members(view, group.members)
    names = name_plainly(group.members, members)
    if notice.to_member is None:
        return _("the introduction of {names}").format(names=names)
    words = _("the introduction of {names}, to {name}")
    return words.format(names=names, name=name_plainly((notice.to_member,), members))


def _someone(view: View, delivery: Delivery) -> str:
    if delivery.account_id is None:
        return _("a message")
    name = view.tx.accounts.get(delivery.account_id).name
    return _("a message to {name}").format(name=name or _("somebody who has left"))
