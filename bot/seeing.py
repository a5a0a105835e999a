"""Who is heard, and where: accounts and places are kept as platforms tell of them."""

from datetime import datetime

from bot.heard import Heard
from storage.transaction import Transaction
from storage.types import Account, Place, Space


def see_account(tx: Transaction, space: Space, heard: Heard, now: datetime) -> Account:
    """Return whose words these are: somebody from outside is met here, and lives elsewhere."""
    home = tx.spaces.home_of(heard.sender, space)
    account = tx.accounts.see(heard.sender, home.id, heard.sender_name, guest=heard.guest)
    return tx.accounts.seen_in(account, space, now)


def see_place(tx: Transaction, space: Space, account: Account, heard: Heard) -> Place | None:
    """Return where it was said; None where that is nowhere, such as the bot's own page."""
    if heard.place is None:
        return None
    owner = account.id if heard.place.kind == "direct" else None
    return tx.places.see(
        space.id, heard.place.external_id, heard.place.kind, heard.place.name, account_id=owner
    )


def see_chosen(tx: Transaction, space: Space, heard: Heard) -> dict[str, str]:
    """Return the place ids of the channels chosen in a form, by input name."""
    return {
        name: tx.places.see(space.id, chosen.external_id, chosen.kind, chosen.name).id
        for name, chosen in heard.places.items()
    }
