"""Links to public Google documents and sheets, turned into links to their content. Pure.

Notes are written in a document that everybody in the room may edit, and a camp's grid is a sheet:
what people paste is the address of the editor, which holds a program and not a word of the content.
"""

import re
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

_LONGEST = 2_000
_GOOGLE = "https://docs.google.com"
_EDITOR = re.compile(
    r"/(?:a/[^/]{1,253}/)?(document|spreadsheets)/(?:u/[0-9]{1,3}/)?d/([A-Za-z0-9_-]{20,200})(?:/.*)?"
)
_PUBLISHED = re.compile(
    r"/(?:a/[^/]{1,253}/)?spreadsheets/d/e/([A-Za-z0-9_-]{20,200})/pub(?:html)?"
)
_SHEET = re.compile(r"[0-9]{1,20}")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,100}")


def export_link(url: str) -> str | None:
    """Return where the content of a Google document (text) or sheet (CSV) is; None for other links.

    The sheet that the link shows is the one exported (`gid`), else the first. A document that was
    published as a web page is None: it is a page like any other.
    """
    try:
        parts = urlsplit(url[: _LONGEST + 1].strip())
    except ValueError:
        return None
    if len(url) > _LONGEST or parts.scheme not in ("http", "https"):
        return None
    if parts.netloc.lower() != "docs.google.com":
        return None
    published, editor = _PUBLISHED.fullmatch(parts.path), _EDITOR.fullmatch(parts.path)
    if published:
        query = {"output": "csv"} | _chosen_sheet(parts, single=True)
        return f"{_GOOGLE}/spreadsheets/d/e/{published[1]}/pub?{urlencode(query)}"
    if editor is None:
        return None
    query = {"format": "txt"}
    if editor[1] == "spreadsheets":
        query = {"format": "csv"} | _chosen_sheet(parts)
    query |= _key(parts)
    return f"{_GOOGLE}/{editor[1]}/d/{editor[2]}/export?{urlencode(query)}"


def is_closed(url: str, status: int) -> bool:
    """Return whether Google answered an export link by asking who we are: it is not public.

    `url`: where the answer came from in the end.
    """
    return status in (401, 403) or url.startswith("https://accounts.google.com/")


def _chosen_sheet(parts: SplitResult, *, single: bool = False) -> dict[str, str]:
    """The sheet that the editor shows: behind the # as it stands now, else in the query."""
    for text in (parts.fragment, parts.query):
        gid = parse_qs(text).get("gid", [""])[0]
        if _SHEET.fullmatch(gid):
            return {"gid": gid} | ({"single": "true"} if single else {})
    return {}


def _key(parts: SplitResult) -> dict[str, str]:
    """What the link of an older document may need beside its id."""
    key = parse_qs(parts.query).get("resourcekey", [""])[0]
    return {"resourcekey": key} if _KEY.fullmatch(key) else {}
