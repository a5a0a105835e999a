"""From words to an answer: the one path that every platform's input takes.

Text, press or submit → command → one transaction → answer. Permission and trouble are met here
and nowhere else.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.command import (
    Call,
    Command,
    Commands,
    JoinFirstError,
    Names,
    Policy,
    Refusal,
)
from bot.finding_commands import find_ways, without_first
from bot.form import Answer, Form, FormErrors, Option
from bot.guesses import Guesses
from bot.heard import Heard
from bot.kept import Kept, can_wait, keep, keep_until_joined, read_kept, read_waiting
from bot.meaning.blogs_sent import as_blog_list
from bot.meaning.files_with_words import fill_in
from bot.meaning.networks import find_network, named, offered
from bot.meaning.notes_sent import as_notes
from bot.message import Block, Code, Message, Rich, plain_text
from bot.pace import Pace
from bot.reading import after_words, read_words
from bot.seeing import see_account, see_chosen, see_place
from bot.stamps import read_stamp, stamp
from bot.suggest import suggest
from bot.wording import controls, trouble
from bot.wording.members import network_joining
from bot.wording.networks import choosing
from jobs.aside import Aside
from jobs.attempt import attempt
from jobs.members.silence import hear_from
from storage.errors import NotFoundError, StaleError
from storage.transaction import Transaction
from storage.types import Network

logger = logging.getLogger(__name__)


class Dispatcher:
    """Answers what platforms hear. Nothing here knows a platform."""

    def __init__(
        self,
        commands: Commands,
        aside: Aside,
        clock: Callable[[], datetime],
        policy: Policy,
        names: Names,
        pace: Pace | None = None,
    ) -> None:
        self._commands = commands
        self._pace = pace
        self._aside = aside
        self._clock = clock
        self._policy = policy
        self._names = names
        self._guesses = Guesses()

    async def answer(self, heard: Heard) -> Answer | None:
        """Answer what was heard; None for a second copy of an event that was answered already."""
        if self._pace and not self._pace.allows(heard.sender):
            return trouble.too_fast()
        kept = read_kept(heard, self._clock())
        if kept:
            return await self._choose(kept)
        return await self._go_on(heard, await self._answer_safely(heard))

    async def _choose(self, kept: Kept) -> Answer | None:
        """Remember the network that was pressed, then do what was asked for before."""
        chosen = await self._answer_safely(kept.choice)
        if not isinstance(chosen, Message):
            return chosen
        if kept.asked is None:
            return choosing.ask_again(chosen)
        return choosing.lead(chosen, await self._answer_safely(kept.asked))

    async def _go_on(self, heard: Heard, answer: Answer | None) -> Answer | None:
        """Do what somebody had asked for before they joined, once they have."""
        waiting = read_waiting(heard, self._clock())
        if waiting is None or not isinstance(answer, Message) or answer.failed:
            return answer
        asked = waiting.asked
        if waiting.is_old:
            typed = self._names.on(heard.platform).typed(asked.text)
            return network_joining.offer_again(answer, asked.text, typed, asked.ref)
        return network_joining.go_on(answer, await self._answer_safely(asked))

    async def _answer_safely(self, heard: Heard) -> Answer | None:
        try:
            return await self._aside.write(lambda tx: self._answer(tx, heard))
        except Refusal as refusal:
            return refusal.message
        except StaleError:
            return trouble.changed_meanwhile()
        except Exception as error:  # one of the two broad catches: nobody is left without words
            if isinstance(error, NotFoundError) and heard.ref:
                return controls.out_of_date(self._names.on(heard.platform))
            code = secrets.token_hex(2).upper()
            logger.exception("a command failed, code %s", code)
            await self._rescue(heard)
            return _keep_form_open(heard, code)

    async def _rescue(self, heard: Heard) -> None:
        """Keep what was typed into a form that could not be worked on, if its command can."""
        keeping = self._aside.write(lambda tx: self._keep_typed(tx, heard))
        await attempt(keeping, "keeping what was typed into a form")

    def _keep_typed(self, tx: Transaction, heard: Heard) -> None:
        ways = find_ways(self._commands, read_words(heard.text))
        if heard.values is None or not ways:
            return
        command, args = ways[0]
        call = self._call(tx, heard, command, args) if command.rescue else None
        if call and command.rescue:
            _permit(command, call, heard)
            command.rescue(call, heard.values)

    async def suggest(self, heard: Heard, source: str, query: str) -> list[Option]:
        """Return what a search input offers for the letters typed so far, best first."""

        def look(tx: Transaction) -> list[Option]:
            call = self._call(tx, heard, None, ())
            return suggest(call, source, query) if call else []

        return await self._aside.write(look)

    def _answer(self, tx: Transaction, heard: Heard) -> Answer | None:
        if heard.event_id and not tx.inbox.first(heard.platform, heard.event_id, self._clock()):
            return None
        heard, names = without_first(self._commands, heard), self._names.on(heard.platform)
        ways = find_ways(self._commands, read_words(heard.text))
        heard = as_notes(as_blog_list(heard, ways), ways)
        if heard.files and not heard.text.strip():
            return controls.no_files(names)
        ways = find_ways(self._commands, read_words(heard.text))
        if len(ways) > 1:
            return choosing.which_command(heard.text, [way[0] for way in ways], names)
        if not ways and heard.pressed:
            return controls.out_of_date(names)
        if not ways:
            raise Refusal(*trouble.unknown_words(heard.text, self._commands.all, names))
        command, args = ways[0]
        call = self._call(tx, heard, command, args)
        if call is None:
            return _which_network(tx, heard, self._clock())
        _permit(command, call, heard)
        places = see_chosen(tx, call.space, heard)  # words find a channel by its name, too
        try:
            return _stamp(_run(command, call, heard, places), call)
        except JoinFirstError:
            raise Refusal(*_ask_to_join(command, call, heard)) from None

    def _call(
        self, tx: Transaction, heard: Heard, command: Command | None, args: tuple[str, ...]
    ) -> Call | None:
        now = self._clock()
        space = tx.spaces.find(heard.platform, heard.space_external_id)
        account = see_account(tx, space, heard, now)
        place = see_place(tx, space, account, heard)
        ref, said = read_stamp(heard.ref)
        scheme = " ".join(args) if command and command.names_scheme else ""
        network = find_network(tx, space, account.id, place, said, scheme)
        if network is None and command and command.names_network:
            network = named(offered(tx, space.id, account.id), " ".join(args))
        if network is None and said:  # a button of a network that is not in this workspace
            raise NotFoundError(said)
        if network is None and not (command and command.homeless):
            return None
        member = tx.members.find(network.id, account.id) if network else None
        if member:
            hear_from(tx, member, account.id, now)
        return Call(
            tx=tx,
            now=now,
            account=account,
            home=network,
            space=space,
            place=place,
            member=member,
            is_organiser=network is not None and tx.networks.is_organiser(network.id, account.id),
            args=args,
            policy=self._policy,
            names=self._names.on(heard.platform),
            table=self._commands,
            ref=ref,
            pressed=heard.pressed,
            guesses=self._guesses,
            said=after_words(heard.text, len(read_words(heard.text)) - len(args)),
        )


def _permit(command: Command, call: Call, heard: Heard) -> None:
    if command.who == "organiser" and not call.is_organiser:
        raise Refusal(*trouble.organisers_only(organiser_names(call.tx, call.network)))
    may_organise = command.organisers_too and call.is_organiser
    if command.who == "member" and call.member is None and not may_organise:
        raise Refusal(*_ask_to_join(command, call, heard))


def _run(command: Command, call: Call, heard: Heard, places: Mapping[str, str]) -> Answer:
    if heard.values is not None and command.submit:
        return _told(command.submit(call, {**heard.values, **places}), heard)
    answer = command.run(call)
    filled = fill_in(answer, heard.files)
    if filled is None or command.submit is None or not isinstance(answer, Form):
        return answer
    return _told(command.submit(replace(call, ref=answer.ref), filled), heard)


def _told(answer: Answer, heard: Heard) -> Answer:
    """Where a file was sent, no form is open in which sentences could stand at their inputs."""
    if heard.files and isinstance(answer, FormErrors):
        raise Refusal(*answer.errors.values())
    return answer


def _ask_to_join(command: Command, call: Call, heard: Heard) -> Sequence[Rich | Block]:
    """Say to somebody who is no member how they become one: of a scheme, or of the network."""
    first = command.words[0]
    if first == "unmentor":
        return trouble.members_only(call.names)
    ref = keep_until_joined(heard, call.network.id, call.now)
    typed = Code(call.names.typed(network_joining.JOIN))
    return network_joining.members_first(call.network.name, typed, ref, first, kept=can_wait(heard))


def _stamp(answer: Answer, call: Call) -> Answer:
    return stamp(answer, call.home.id) if call.home else answer


def organiser_names(tx: Transaction, network: Network) -> list[str]:
    """Return the network's organisers by name."""
    return [account.name for account in tx.networks.organisers(network.id)]


def _which_network(tx: Transaction, heard: Heard, now: datetime) -> Answer:
    space = tx.spaces.find(heard.platform, heard.space_external_id)
    account = see_account(tx, space, heard, now)
    choices = [(one, *keep(heard, one.id, now)) for one in offered(tx, space.id, account.id)]
    return trouble.which_network(choices)


def _keep_form_open(heard: Heard, code: str) -> Answer:
    """Say that it failed; what was typed into a form stays in it."""
    message = trouble.our_side(code)
    if not heard.values:
        return message
    sentence = plain_text(message).replace("\n", " ")
    return FormErrors({next(iter(heard.values)): sentence})
