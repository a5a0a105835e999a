"""Workspaces that come to a network and go: what organisers are told."""

from datetime import datetime

from bot.message import Bold, Button, Buttons, Message, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import say_moment
from bot.wording.look import Look
from storage.errors import NotFoundError
from storage.notices.workspaces import InstallNeeded, WorkspaceJoined, WorkspaceLeft
from storage.types import AccountId


def install_needed(look: Look, notice: InstallNeeded) -> Message | None:
    """A token cannot be renewed; None where the workspace was installed again meanwhile."""
    installation = look.tx.installations.find(notice.space_id)
    if installation is None or installation.renews:
        return None
    space = look.tx.spaces.get(notice.space_id)
    until = say_moment(datetime.fromisoformat(notice.ends), look.zone)
    return say(
        rich(_("Teapoint soon loses its way into {workspace}."), workspace=Bold(space.name)),
        _(
            "Slack no longer lets us renew our access, which ends on {until}. After that, messages "
            "to that workspace wait; nothing is lost."
        ).format(until=until),
        _(
            "Please ask somebody who may install apps there to add Teapoint again, at the address "
            "at which it was added before."
        ),
    )


def joined(look: Look, notice: WorkspaceJoined) -> Message | None:
    """A workspace came by a code; None where that was undone meanwhile."""
    code = look.tx.network_codes.get(notice.code_id, look.network.id)
    if code.space_id is None or not look.tx.networks.is_linked(look.network.id, code.space_id):
        return None
    return say(
        rich(
            _("{workspace} is now part of {network}."),
            workspace=Bold(look.tx.spaces.get(code.space_id).name),
            network=Bold(look.network.name),
        ),
        _("{used} used the code that {made} made. People there can join its schemes now.").format(
            used=_name(look, code.used_by), made=_name(look, code.made_by)
        ),
        _("If that was a mistake, you can undo it within 7 days."),
        Buttons((Button(_("Undo"), "network leave", ref=code.id),)),
    )


def left(look: Look, notice: WorkspaceLeft) -> Message | None:
    """A workspace is no longer part of the network."""
    if look.tx.networks.is_linked(look.network.id, notice.space_id):
        return None
    return say(
        rich(
            _("{workspace} is no longer part of {network}."),
            workspace=Bold(look.tx.spaces.get(notice.space_id).name),
            network=Bold(look.network.name),
        ),
        _(
            "Nobody there can join it any more. Members who are there already stay members, and "
            "still get their messages."
        ),
    )


def _name(look: Look, account_id: AccountId | None) -> str:
    try:
        name = look.tx.accounts.get(account_id).name if account_id else ""
    except NotFoundError:
        name = ""
    return name or _("Somebody")
