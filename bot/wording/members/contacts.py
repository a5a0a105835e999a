"""A way of contact, asked for where a scheme's people are in several workspaces."""

from bot.message import Button, Buttons, Message, say
from bot.wording.language import gettext as _
from bot.wording.look import Look
from jobs.members.contacting import lacks_contact
from storage.notices.workspaces import ContactWanted


def wanted(look: Look, notice: ContactWanted) -> Message | None:
    """Ask a member once; None where they gave one meanwhile, or left."""
    member = look.tx.members.get(notice.member_id, look.network.id)
    if member.left_at is not None or not lacks_contact(look.tx, member):
        return None
    return say(
        _(
            "{network} now has people in more than one workspace, or with e-mail alone. We may "
            "introduce you to somebody to whom you can't write from here."
        ).format(network=look.network.name),
        _(
            "So please give one way to reach you: an e-mail address, a phone number, or something "
            "else. Only the people we introduce you to see it."
        ),
        Buttons((Button(_("Give a way to reach you"), "unmentor profile"),)),
    )


def needed() -> str:
    """No way of contact was given, and one is needed."""
    return _(
        "Give one way to reach you: people of this network are in different places, and may not "
        "be able to write to you in yours. Only the people we introduce you to see it."
    )
