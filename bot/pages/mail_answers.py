"""Anything that the bot answers, as a page: a message, a form, or a form with what is wrong in it.

Nothing here knows a command: what a page can do is what its buttons and forms say.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from starlette.responses import Response

from bot.form import Answer, Form, FormErrors, Option, PlaceChoice
from bot.form_reading import (
    Raw,
    describe_form,
    keep_offered,
    read_fields,
    refill,
)
from bot.heard import Heard, PlaceHeard
from bot.message import Block, Button, Buttons, Message
from bot.pages.mail_door import MailDoor, Visitor
from bot.pages.mail_look import draw, split_heading
from bot.pages.me_keys import Ticket
from bot.pages.posted import Given, Posted
from bot.search_resolving import resolve_searches
from bot.wording.members import mail_pages
from storage.addresses import MAIL
from storage.transaction import Transaction
from storage.types import AccountId, Network, Place


class MailAnswers:
    """Lets the dispatcher hear somebody, and draws what it answers."""

    def __init__(self, door: MailDoor) -> None:
        self._door = door

    async def run(self, visitor: Visitor, line: str, label: str = "") -> Response:
        """Do what a typed line says; `label` heads the page where the answer has no heading."""
        return await self._answer(visitor, heard(visitor, line), label or line)

    async def press(self, visitor: Visitor, ticket: Ticket) -> Response:
        """Do what a button says."""
        said = heard(visitor, ticket.command, ref=ticket.ref, event_id=ticket.nonce, pressed=True)
        return await self._answer(visitor, said, ticket.label)

    async def submit(self, visitor: Visitor, form: Form, nonce: str, posted: Posted) -> Response:
        """Take a form: its answer, or the form again with what is wrong."""
        raw = await self._read(visitor, form, posted)
        fields = keep_offered(read_fields(raw), [one.value for one in await self._places(visitor)])
        said = heard(visitor, form.command, ref=form.ref, event_id=_event(nonce, posted))
        values = await resolve_searches(self._door.dispatcher, replace(said, values={}), fields)
        filled = refill(form, raw)
        if isinstance(values, FormErrors):
            return await self._draw(visitor, filled, form.title, values.errors)
        return await self._answer(visitor, replace(said, values=values), form.title, filled)

    async def _answer(
        self, visitor: Visitor, said: Heard, label: str, filled: Form | None = None
    ) -> Response:
        answer = await self._door.dispatcher.answer(said)
        now = await self._door.find(visitor.account.id)  # they may just have been forgotten
        if answer is None:
            return self._door.say(mail_pages.had_that(), 200, now)
        if isinstance(answer, FormErrors) and filled:
            return await self._draw(visitor, filled, label, answer.errors)
        if isinstance(answer, Message) and answer.failed and filled:
            return await self._draw(visitor, filled, label, problem=answer.blocks)
        if now is None:
            return self._door.sign_out(self._gone(visitor, answer, label))
        return await self._draw(now, answer, label)

    async def _draw(
        self,
        visitor: Visitor,
        answer: Answer,
        label: str,
        errors: Mapping[str, str] | None = None,
        problem: Sequence[Block] = (),
    ) -> Response:
        form = answer if isinstance(answer, Form) else None
        heading, shown = (
            (form.title, form.intro) if form else split_heading(blocks_of(answer), label)
        )
        status = 422 if errors or problem else 200
        return self._page(
            visitor,
            heading,
            shown,
            status,
            form,
            errors=errors or {},
            problem=problem,
            places=await self._places(visitor) if form and _asks_place(form) else (),
        )

    def _page(
        self,
        visitor: Visitor,
        heading: str,
        shown: Sequence[Block],
        status: int,
        form: Form | None,
        **more: object,
    ) -> Response:
        ticket = Ticket("form", form=form) if form else None
        return draw(
            "answer.html",
            self._door.path,
            status,
            heading=heading,
            network=visitor.network.name,
            shown=shown,
            form=form,
            tickets=lambda button: self._seal(visitor, _ticket(button)),
            ticket=self._seal(visitor, ticket) if ticket else "",
            ways=self._door.ways(visitor),
            **more,
        )

    def _gone(self, visitor: Visitor, answer: Answer, label: str) -> Response:
        """What was answered to somebody of whom nothing is known any more: nothing to press."""
        heading, blocks = split_heading(blocks_of(answer), label)
        shown = [block for block in blocks if not isinstance(block, Buttons)]
        network = visitor.network.name
        return draw(
            "answer.html", self._door.path, heading=heading, network=network, shown=shown, errors={}
        )

    def _seal(self, visitor: Visitor, ticket: Ticket) -> str:
        return self._door.keys.seal(ticket, visitor.account.id, self._door.now())

    # What a form needs, and what it gives back

    async def _places(self, visitor: Visitor) -> list[Option]:
        return await self._door.aside.read(lambda tx: offered_places(tx, visitor.network))

    async def _read(self, visitor: Visitor, form: Form, posted: Posted) -> Raw:
        """The fields as they came; files are kept, and are known by where they are."""
        account, now = visitor.account.id, self._door.now()
        raw: dict[str, str | Sequence[str]] = dict(posted.fields)
        raw["~form"] = describe_form(form)  # ours, and not what came back of it
        for name, given in posted.files.items():
            keep = partial(_keep, account=account, given=given, now=now)
            kept = await self._door.aside.write(keep)
            raw[name] = (kept, given.name, str(len(given.content)))
        return raw


def _keep(tx: Transaction, account: AccountId, given: Given, now: datetime) -> str:
    return tx.uploads.keep(account, given.name, given.content, now)


def heard(
    visitor: Visitor, line: str, *, ref: str = "", event_id: str = "", pressed: bool = False
) -> Heard:
    """Return what somebody said on their page, as every platform says it."""
    key = visitor.account.key
    return Heard(
        platform=MAIL,
        event_id=event_id,
        sender=key,
        sender_name=visitor.name,
        space_external_id=visitor.network.id,
        text=line,
        place=PlaceHeard(key.user, "direct"),
        ref=ref,
        pressed=pressed,
    )


def blocks_of(answer: Answer) -> Sequence[Block]:
    """Return what stands on the page of an answer; of errors without a form, their sentences."""
    match answer:
        case Message(blocks=blocks):
            return blocks
        case Form(intro=intro):
            return intro
        case FormErrors(errors=errors):
            return mail_pages.sentences(errors.values())


def offered_places(tx: Transaction, network: Network) -> list[Option]:
    """Return the channels of a network's workspaces in which something can be posted, by name.

    Where several networks live in a workspace, only what is known to be this one's.
    """
    return [
        Option(place.id, f"#{place.name}")
        for space_id in tx.networks.spaces_of(network.id)
        for place in tx.places.channels(space_id)
        if place.name and _is_of(tx, place, network)
    ]


def _is_of(tx: Transaction, place: Place, network: Network) -> bool:
    alone = place.network_id is None and len(tx.networks.living_in(place.space_id)) == 1
    return alone or place.network_id == network.id


def _ticket(button: Button) -> Ticket:
    return Ticket(
        "press",
        command=button.command,
        ref=button.ref,
        label=button.label,
        confirm=button.confirm,
    )


def _asks_place(form: Form) -> bool:
    return any(isinstance(asked, PlaceChoice) for asked in form.inputs)


def _event(nonce: str, posted: Posted) -> str:
    """The same form sent twice is one event; sent again with other words, it is another."""
    told = sorted((name, tuple(texts)) for name, texts in posted.fields.items())
    return f"{nonce}-{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"
