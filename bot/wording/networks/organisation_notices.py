"""From a notice about organisations to the message that is told."""

from typing import assert_never

from bot.message import Message
from bot.wording.look import Look
from bot.wording.members import organisation
from bot.wording.networks import organisation_sheets
from bot.wording.view import view_for
from storage.notices.organisations import (
    OrganisationNotice,
    OrganisationsImported,
    OrganisationsNotImported,
    WhichOrganisation,
)


def word(look: Look, notice: OrganisationNotice) -> Message | None:
    """Word what members are asked and organisers are told; None: there is nothing to say."""
    match notice:
        case WhichOrganisation():
            return organisation.asked(look, view_for(look), notice)
        case OrganisationsImported():
            return organisation_sheets.told(look, notice)
        case OrganisationsNotImported():
            return organisation_sheets.failed(view_for(look))
        case _:
            assert_never(notice)
