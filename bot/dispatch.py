"""From words to an answer: the one path that every platform's input takes.

Text, press or submit → command → one transaction → answer. Permission and trouble are met here
and nowhere else.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime

from bot.command import Call, Command, Commands, Names, Policy, Refusal
from bot.heard import Heard
from bot.message import Answer, Option
from bot.reading import read_words
from bot.suggest import suggest
from bot.wording import trouble
from jobs.aside import Aside
from storage.store import Transaction
from storage.types import Account, Network, Place, Space

logger = logging.getLogger(__name__)

# A bare verb belongs to introductions: `join` is `unmentor join`.
_DEFAULT_FIRST_WORD = "unmentor"


class Dispatcher:
    """Answers what platforms hear. Nothing here knows a platform."""

    def __init__(
        self,
        commands: Commands,
        aside: Aside,
        clock: Callable[[], datetime],
        policy: Policy,
        names: Names,
    ) -> None:
        self._commands = commands
        self._aside = aside
        self._clock = clock
        self._policy = policy
        self._names = names

    async def answer(self, heard: Heard) -> Answer | None:
        """Answer what was heard; None for a second copy of an event that was answered already."""
        try:
            return await self._aside.write(lambda tx: self._answer(tx, heard))
        except Refusal as refusal:
            return refusal.message
        except Exception:  # one of the two places that catch broadly: nobody is left without words
            code = secrets.token_hex(2).upper()
            logger.exception("a command failed, code %s", code)
            return trouble.our_side(code)

    async def suggest(self, heard: Heard, source: str, query: str) -> list[Option]:
        """Return what a search input offers for the letters typed so far, best first."""

        def look(tx: Transaction) -> list[Option]:
            call = self._call(tx, heard, ())
            return suggest(call, source, query) if call else []

        return await self._aside.write(look)

    def _answer(self, tx: Transaction, heard: Heard) -> Answer | None:
        if heard.event_id and not tx.inbox.first(heard.platform, heard.event_id, self._clock()):
            return None
        found = self._find(read_words(heard.text))
        if found is None:
            raise Refusal(*trouble.unknown_words(heard.text, self._commands.all, self._names))
        command, args = found
        call = self._call(tx, heard, args)
        if call is None:
            return trouble.which_network(tx, heard)
        self._permit(command, call)
        if heard.values is not None and command.submit:
            return command.submit(call, heard.values)
        return command.run(call)

    def _find(self, words: tuple[str, ...]) -> tuple[Command, tuple[str, ...]] | None:
        """Find the command; a bare verb means unmentor's, and no words at all mean help."""
        words = words or ("help",)
        return self._commands.find(words) or self._commands.find((_DEFAULT_FIRST_WORD, *words))

    def _call(self, tx: Transaction, heard: Heard, args: tuple[str, ...]) -> Call | None:
        now = self._clock()
        space = tx.spaces.find(heard.platform, heard.space_external_id)
        account = tx.accounts.see(heard.sender, space.id, heard.sender_name, guest=heard.guest)
        place = _see_place(tx, space, account, heard)
        network = tx.networks.meant_by(space.id, account.id, place)
        if network is None:
            return None
        return Call(
            tx=tx,
            now=now,
            account=account,
            network=network,
            space=space,
            place=place,
            member=tx.members.find(network.id, account.id),
            is_organiser=tx.networks.is_organiser(network.id, account.id),
            args=args,
            policy=self._policy,
            names=self._names,
            ref=heard.ref,
            pressed=heard.pressed,
        )

    def _permit(self, command: Command, call: Call) -> None:
        if command.who == "organiser" and not call.is_organiser:
            raise Refusal(*trouble.organisers_only(organiser_names(call.tx, call.network)))
        if command.who == "member" and call.member is None:
            raise Refusal(*trouble.members_only(call.names))


def organiser_names(tx: Transaction, network: Network) -> list[str]:
    """Return the network's organisers by name."""
    return [account.name for account in tx.networks.organisers(network.id)]


def _see_place(tx: Transaction, space: Space, account: Account, heard: Heard) -> Place | None:
    if heard.place is None:
        return None
    owner = account.id if heard.place.kind == "direct" else None
    return tx.places.see(
        space.id, heard.place.external_id, heard.place.kind, heard.place.name, account_id=owner
    )
