"""Files that the app adds: asked for, brought by POST, completed, and then shown by a post.

As Slack does: a file without a channel is the app's alone until a message shows it, and for a
moment after it was completed no message can (files.completeUploadExternal ends asynchronously).
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bot.playground.common.given import Json
from bot.playground.slack.errors import SlackError, invalid
from bot.playground.slack.records import Conversation

MOST_BYTES = 5_000_000
LOOKED_AT_SECONDS = 0.2
LONGEST_ALT = 1_000
SHARED = "/playground/slack/shared/"


@dataclass(slots=True)
class Upload:
    """One file on its way or there; `ready` is when it can be shown, in Slack's seconds."""

    id: str
    team_id: str
    secret: str
    name: str
    length: int
    content: bytes | None = None
    title: str = ""
    ready: float | None = None

    def permalink(self, origin: str) -> str:
        """Its address, which opens for nobody until a message of the app links to it."""
        return f"{origin}{SHARED}{self.id}/{quote(self.name)}"


@dataclass(slots=True)
class Uploads:
    """All files that were asked for, by their ids."""

    by_id: dict[str, Upload] = field(default_factory=dict)

    def expect(self, file_id: str, team_id: str, name: str, length: int) -> Upload:
        """Keep a place for a file of this length."""
        if not 0 < length <= MOST_BYTES:
            raise SlackError("file_upload_size_restricted")
        upload = Upload(file_id, team_id, secrets.token_urlsafe(18), name, length)
        self.by_id[file_id] = upload
        return upload

    def receive(self, secret: str, content: bytes) -> bool:
        """Take the bytes that were brought; False where none of that length were expected."""
        upload = next((u for u in self.by_id.values() if u.secret == secret), None)
        if upload is None or len(content) != upload.length:
            return False
        upload.content = content
        return True

    def complete(self, file_id: str, team_id: str, title: str, now: float) -> Upload:
        """Finish a file of this workspace; completing it again changes nothing."""
        upload = self.by_id.get(file_id)
        if upload is None or upload.team_id != team_id or upload.content is None:
            raise SlackError("file_not_found")
        upload.title = title or upload.name
        upload.ready = now + LOOKED_AT_SECONDS if upload.ready is None else upload.ready
        return upload

    def check(self, blocks: list[Json], team_id: str, now: float) -> None:
        """Raise invalid_blocks where a block shows a file that cannot be shown (yet)."""
        for place, file_id in files_in(blocks, "/blocks"):
            upload = self.by_id.get(file_id)
            known = upload is not None and upload.team_id == team_id and upload.ready is not None
            if not known or upload is None or now < (upload.ready or 0):
                raise invalid(
                    "invalid_blocks",
                    [f"[ERROR] invalid slack file [json-pointer:{place}/slack_file]"],
                )


def linked_in(thing: object) -> Iterator[str]:
    """The ids of files whose addresses are linked in blocks: so a bot shares a file of its own."""
    if isinstance(thing, Mapping):
        _before, here, rest = str(thing.get("url", "")).partition(SHARED)
        if here and thing.get("type") == "link":
            yield rest.split("/")[0]
        for inner in thing.values():
            yield from linked_in(inner)
    elif isinstance(thing, list):
        for inner in thing:
            yield from linked_in(inner)


def files_in(thing: object, place: str) -> Iterator[tuple[str, str]]:
    """Where a Slack file is shown in blocks, and its id."""
    if isinstance(thing, Mapping):
        shown: Any = thing.get("slack_file")
        if isinstance(shown, Mapping):
            yield place, str(shown.get("id", ""))
        for key, inner in thing.items():
            yield from files_in(inner, f"{place}/{key}")
    elif isinstance(thing, list):
        for n, inner in enumerate(thing):
            yield from files_in(inner, f"{place}/{n}")


def is_shown(conversation: Conversation, file_id: str) -> bool:
    """Does a message of the conversation show this file?"""
    return any(
        file_id
        in (*(shown for _, shown in files_in(message.blocks, "")), *linked_in(message.blocks))
        for message in conversation.messages.values()
    )
