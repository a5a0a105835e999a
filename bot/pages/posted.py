"""What a page's form sends: fields and files, capped in size before they are read, and from where.

Without a script a form is sent in one of two ways (HTML: application/x-www-form-urlencoded and
multipart/form-data); both are read here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from bot.pages.room_body import MOST_BYTES, BadBodyError, read_body
from jobs.delivery.files import MOST_BYTES as MOST_OF_A_FILE
from storage.naming import clean

MOST_WITH_FILES = MOST_OF_A_FILE + 200_000
_MOST_FIELDS = 300
_MOST_FILES = 5
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was chosen in a form."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Posted:
    """Fields with their texts in order, line ends as ours are; files by field."""

    fields: Mapping[str, Sequence[str]]
    files: Mapping[str, Given] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return a field's first text, empty where there is none."""
        return next(iter(self.fields.get(name, ())), "")


async def read_posted(request: Request, most: int = MOST_BYTES) -> Posted:
    """Return what was sent, of so many bytes at most; BadBodyError."""
    body = await read_body(request, most)

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    again = Request(request.scope, receive)
    limits = {"max_files": _MOST_FILES, "max_fields": _MOST_FIELDS, "max_part_size": most}
    try:
        async with again.form(**limits) as form:
            return await _sort([(name, value) for name, value in form.multi_items()])
    except (HTTPException, ValueError) as error:
        raise BadBodyError("no form") from error


async def _sort(items: Sequence[tuple[str, UploadFile | str]]) -> Posted:
    fields: dict[str, list[str]] = defaultdict(list)
    files: dict[str, Given] = {}
    for name, value in items:
        if isinstance(value, str):
            fields[name].append(value.replace("\r\n", "\n"))
        elif value.filename:
            files[name] = Given(clean(value.filename, _LONGEST_NAME), await value.read())
    return Posted(fields, files)


def is_from_here(request: Request, base: str) -> bool:
    """Return whether a form was sent by one of our own pages, as far as the browser says.

    Old browsers say nothing: their forms are known by what is sealed in them.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    ours = {urlsplit(base).netloc, request.headers.get("host", "")}
    return urlsplit(origin).netloc in ours - {""}
