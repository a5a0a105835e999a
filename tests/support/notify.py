"""GOV.UK Notify on this machine: takes mails, says what became of them, and can fail."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.platforms.mail.notify import Account, NotifyPost
from tests.support.playground import serving

SERVICE, SECRET = str(uuid4()), str(uuid4())
TEMPLATE = str(uuid4())
PAGE = 3


@dataclass(slots=True)
class FakeNotify:
    """`refusals` are answered first, one a request: a status and the name of an error.

    `lost`: of so many mails that it takes, nobody hears that it took them.
    """

    now: datetime
    mails: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[tuple[int, str, str]] = field(default_factory=list)
    lost: int = 0
    template: dict[str, str] = field(
        default_factory=lambda: {"subject": "((subject))", "body": "((body))"}
    )

    def app(self) -> Starlette:
        """The addresses that we use."""
        return Starlette(
            routes=[
                Route("/v2/notifications/email", self._take, methods=["POST"]),
                Route("/v2/notifications", self._list, methods=["GET"]),
                Route(f"/v2/template/{TEMPLATE}", self._show, methods=["GET"]),
            ]
        )

    def fail(self, reference: str, status: str) -> None:
        """Let the newest mail with this reference come back."""
        next(mail for mail in self.mails if mail["reference"] == reference)["status"] = status

    async def _take(self, request: Request) -> Response:
        refused = self._refuse(request)
        if refused:
            return refused
        body = await request.json()
        mail = body | {
            "id": str(uuid4()),
            "status": "created",
            "created_at": self.now.isoformat().replace("+00:00", "Z"),
        }
        self.mails.insert(0, mail)
        if self.lost:
            self.lost -= 1
            return JSONResponse({}, 502)
        return JSONResponse({"id": mail["id"], "reference": mail["reference"]}, 201)

    async def _list(self, request: Request) -> Response:
        refused = self._refuse(request)
        if refused:
            return refused
        asked = request.query_params
        found = [
            mail for mail in self.mails if _fits(mail, asked.get("reference"), asked.get("status"))
        ]
        ids = [mail["id"] for mail in found]
        start = ids.index(asked["older_than"]) + 1 if asked.get("older_than") else 0
        return JSONResponse({"notifications": found[start : start + PAGE], "links": {}})

    async def _show(self, request: Request) -> Response:
        return self._refuse(request) or JSONResponse(self.template)

    def _refuse(self, request: Request) -> Response | None:
        token = request.headers["authorization"].removeprefix("Bearer ")
        assert jwt.decode(token, SECRET, algorithms=["HS256"])["iss"] == SERVICE
        if not self.refusals:
            return None
        status, error, message = self.refusals.pop(0)
        errors = [{"error": error, "message": message}]
        return JSONResponse({"status_code": status, "errors": errors}, status)


def _fits(mail: dict[str, Any], reference: str | None, status: str | None) -> bool:
    if reference is not None and mail["reference"] != reference:
        return False
    return status is None or (status == "failed" and mail["status"].endswith("-failure"))


@asynccontextmanager
async def notify(now: datetime) -> AsyncIterator[tuple[FakeNotify, NotifyPost]]:
    """A Notify, and what sends mails by it."""
    fake = FakeNotify(now)
    async with serving(fake.app()) as origin:
        yield fake, NotifyPost(Account(f"test-{SERVICE}-{SECRET}", TEMPLATE, origin), 4.0)
