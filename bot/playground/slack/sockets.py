"""Socket Mode: the app's WebSocket connections, each envelope to exactly one of them."""

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.common.given import Json, Raw
from bot.playground.slack.seed import APP_ID

MOST_CONNECTIONS = 10


@dataclass(eq=False, slots=True)
class Connection:
    """One WebSocket of the app and the envelopes on it that wait for an answer."""

    socket: WebSocket
    waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)

    async def ask(self, envelope: Json) -> Raw:
        """Send an envelope and wait for its acknowledgement's payload (None where empty)."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.waiting[envelope["envelope_id"]] = answer
        try:
            await self.socket.send_json(envelope)
            return await answer
        finally:
            self.waiting.pop(envelope["envelope_id"], None)

    def settle(self, text: str) -> None:
        """Take what the app sent: an acknowledgement, or something we leave unread."""
        try:
            frame = json.loads(text)
        except ValueError:
            return
        answer = self.waiting.get(str(frame.get("envelope_id", "")))
        if answer is not None and not answer.done():
            answer.set_result(frame.get("payload"))

    def abandon(self) -> None:
        """Nobody will answer any more."""
        for answer in self.waiting.values():
            if not answer.done():
                answer.set_exception(ConnectionError("The socket closed before the answer."))


@dataclass(slots=True)
class Sockets:
    """All connections of the app; envelopes go round them in turn."""

    connections: list[Connection] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)
    turn: int = 0

    def issue_ticket(self) -> str:
        """A ticket for one connection."""
        ticket = secrets.token_urlsafe(16)
        self.tickets.add(ticket)
        return ticket

    async def ask(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> Raw:
        """Send to one connection and return what it answers; ConnectionError where there is none.

        `kind` is events_api, slash_commands or interactive; `retry` is number and reason.
        """
        if not self.connections:
            raise ConnectionError("The app has no socket open.")
        self.turn += 1
        connection = self.connections[self.turn % len(self.connections)]
        envelope: Json = {
            "envelope_id": secrets.token_hex(16),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            attempt, reason = retry or (0, "")
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        return await connection.ask(envelope)

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection until the app or the playground ends it."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.tickets or len(self.connections) >= MOST_CONNECTIONS:
            await socket.close(1008)
            return
        self.tickets.discard(ticket)
        await socket.accept()
        connection = Connection(socket)
        self.connections.append(connection)
        try:
            await socket.send_json(self._greet())
            await self._listen(connection)
        finally:
            self._forget(connection)

    async def refresh(self) -> None:
        """Tell every connection to reconnect, as Slack does every few hours, and close it."""
        for connection in list(self.connections):
            self.connections.remove(connection)
            notice = {"type": "disconnect", "reason": "refresh_requested", "debug_info": {}}
            await connection.socket.send_json(notice)

    async def aclose(self) -> None:
        """Close every connection."""
        for connection in list(self.connections):
            self._forget(connection)
            await connection.socket.close(1001)

    async def _listen(self, connection: Connection) -> None:
        try:
            while True:
                connection.settle(await connection.socket.receive_text())
        except WebSocketDisconnect:
            return

    def _forget(self, connection: Connection) -> None:
        connection.abandon()
        if connection in self.connections:
            self.connections.remove(connection)

    def _greet(self) -> Json:
        return {
            "type": "hello",
            "connection_info": {"app_id": APP_ID},
            "num_connections": len(self.connections),
            "debug_info": {"host": "playground", "approximate_connection_time": 18_060},
        }
