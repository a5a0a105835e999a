"""Our own stand-in of the world's e-mail: an SMTP server that keeps every mail, and mailboxes.

Imports nothing of ours; the bot speaks SMTP to it. The contract is in README.md.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.playground.common.guard import LoopbackOnly
from bot.playground.common.page_errors import PageError, explain
from bot.playground.mail.faults import Fault
from bot.playground.mail.postroom import Clock, Postroom
from bot.playground.mail.records import Mail, Person
from bot.playground.mail.routes import MailPages

__all__ = ["Fault", "Mail", "Person", "Postroom", "create_mail", "read_people"]


def read_people(network: Mapping[str, Any]) -> list[Person]:
    """Return the people of the invented network who have nothing but e-mail."""
    return [
        Person(row["email"].lower(), row["name"], row["title"], row.get("menu"))
        for row in network.get("mail", ())
    ]


def create_mail(network: Mapping[str, Any], clock: Clock) -> Starlette:
    """Build the mailboxes as an ASGI app; `app.state.room` is its Postroom.

    The port that the bot sends to is taken at once (`room.port`); mails are taken while the app
    runs. Where it is mounted in another, that one starts and stops the room.
    """
    room = Postroom(clock, {person.address: person for person in read_people(network)})
    room.open_port()
    app = Starlette(
        routes=MailPages(room).routes(),
        middleware=[Middleware(LoopbackOnly)],
        exception_handlers={PageError: explain},
        lifespan=_open_at_begin,
    )
    app.state.room = room
    return app


@asynccontextmanager
async def _open_at_begin(app: Starlette) -> AsyncIterator[None]:
    room: Postroom = app.state.room
    await room.start()
    try:
        yield
    finally:
        await room.stop()
