"""What somebody gave us a link of: a public Google document or sheet, or a file on the web."""

from jobs.errands.work import Aid
from jobs.feeds.documents import Fetched
from jobs.feeds.trouble import FetchError
from jobs.notes.google_docs import export_link, is_closed

_WEB_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_FINE = 200


class LinkRefusedError(Exception):
    """A website answered, but with nothing to read: `kind`, and more in `why` if there is more."""

    def __init__(self, kind: str, why: str = "") -> None:
        super().__init__(kind, why)
        self.kind, self.why = kind, why


async def fetch_linked(url: str, aid: Aid) -> bytes:
    """Return what is at a link, through the guard; FetchError, LinkRefusedError."""
    export = export_link(url)
    found = await aid.fetch_document(export or url)
    _check(found, google=export is not None)
    return found.body


def name_error(error: FetchError) -> tuple[str, str]:
    """Return by what names an error is kept: its kind, and its reason if it has one."""
    return type(error).__name__, str(getattr(error, "why", ""))


def _check(found: Fetched, *, google: bool) -> None:
    if google and is_closed(found.url, found.status):
        raise LinkRefusedError("closed")
    if found.status != _FINE:
        raise LinkRefusedError("status", str(found.status))
    if found.media_type in _WEB_PAGES:
        raise LinkRefusedError("a web page")
