"""Whether a code can be mailed to somebody's work address; a sentence says why not."""

from typing import Literal

from bot.command import Call
from storage.addresses import MAIL

Mailing = Literal["possible", "known already", "sensitive", "no mail"]


def see_mailing(call: Call) -> Mailing:
    """Return whether a code can prove where the asker works, else the first reason why not.

    "known already": they are here by e-mail; "sensitive": the network tells nobody outside who is
    in it; "no mail": nothing is set up to send with.
    """
    if call.network.sensitive:
        return "sensitive"
    if call.names.confirm is None:
        return "no mail"
    return "known already" if call.account.key.platform == MAIL else "possible"
