"""Reads the arguments of a Web API call: query, form or JSON, as slack_sdk sends them."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from bot.playground.common.given import Json, Raw
from bot.playground.slack.errors import SlackError, invalid


class Arguments(dict[str, Any]):
    """The arguments of one call; readers turn what came as text into what is meant."""

    def text(self, name: str) -> str:
        """A text, "" where it is missing."""
        value = self.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        """A text that has to be there, else invalid_arguments."""
        if value := self.text(name):
            return value
        raise invalid("invalid_arguments", [f"[ERROR] missing required field: {name}"])

    def flag(self, name: str) -> bool:
        """True, "true" and "1" are true."""
        return self.text(name).lower() in {"true", "1"}

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`; invalid_limit where it is none."""
        try:
            value = int(self.text(name) or default)
        except ValueError:
            raise SlackError("invalid_limit") from None
        return min(value, most) if value > 0 else default

    def structure(self, name: str, error: str) -> Raw:
        """A JSON value, given as such or as JSON text; None where missing, else `error`."""
        value = self.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(error) from None


async def read_arguments(request: Request) -> Arguments:
    """The arguments of a request; raises invalid_json or invalid_form_data."""
    arguments = Arguments(request.query_params)
    if request.method == "POST":
        arguments.update(await _read_body(request))
    return arguments


async def _read_body(request: Request) -> Mapping[str, Any]:
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            body: Json = json.loads(await request.body() or b"{}")
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return body
    async with request.form() as form:
        return {key: value for key, value in form.items() if isinstance(value, str)}


def read_token(request: Request, arguments: Arguments) -> str:
    """The token of a call: the Authorization header, else the argument."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else arguments.text("token")


def read_basic(request: Request) -> Mapping[str, str]:
    """The app's id and secret in the Authorization header; nothing where there is none."""
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _, secret = base64.b64decode(encoded).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": client_id, "client_secret": secret}
