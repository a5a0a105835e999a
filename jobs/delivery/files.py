"""The port through which jobs read a file that somebody gave in a form, filled by each platform."""

from typing import Literal, Protocol

from storage.types import SpaceId

MOST_BYTES = 2_000_000
"""The largest file that is read: some 20,000 rows of a sheet."""

NotFetched = Literal["later", "gone", "too large", "not allowed"]


class NotFetchedError(Exception):
    """The file was not fetched; "later" is worth another try, the others are for good."""

    def __init__(self, why: NotFetched, detail: str = "") -> None:
        super().__init__(why, detail)
        self.why: NotFetched = why


class Files(Protocol):
    """Fetches what people gave us on one platform."""

    async def fetch_file(self, space: SpaceId, file_id: str) -> bytes:
        """Return the file's bytes, MOST_BYTES at most; NotFetchedError."""
        ...
