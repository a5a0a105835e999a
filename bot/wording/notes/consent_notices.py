"""What is told because notes name somebody: one case each, and the type checker counts them."""

from typing import assert_never

from bot.message import Message
from bot.wording.look import Look
from bot.wording.notes import names_asked, removals
from storage.notices.consent import ConsentNotice, NameAsked, RemovalAsked


def word(look: Look, notice: ConsentNotice) -> Message | None:
    """Word it as things are now; None: there is nothing to say any more."""
    match notice:
        case RemovalAsked():
            removal = look.tx.removals.get(notice.removal_id, look.network.id)
            if removal.settled_at:
                return None
            session = look.tx.sessions.get(removal.session_id, look.network.id)
            return removals.arrived((removal, session))
        case NameAsked():
            session = look.tx.sessions.get(notice.session_id, look.network.id)
            return names_asked.question(session, notice)
        case _:
            assert_never(notice)
