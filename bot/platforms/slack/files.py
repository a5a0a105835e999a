"""Reading a file that somebody gave in a form: looked up, checked, and read up to a size.

The workspace's token goes to Slack's own hosts only, or to the API that is configured; redirects
are not followed: Slack sends whoever may not read a file to a page to sign in.
"""

from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.failures import CALL_ERRORS, code_of, status_of
from jobs.delivery.files import MOST_BYTES, NotFetchedError

_SLACKS_HOSTS = (".slack.com", ".slack-gov.com")
_GONE = frozenset({"file_not_found", "file_deleted"})
_LATER = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable"})


async def fetch_file(
    client: AsyncWebClient, session: aiohttp.ClientSession, file_id: str, most: int = MOST_BYTES
) -> bytes:
    """Return the file's bytes, `most` at most; NotFetchedError."""
    try:
        answer = await client.files_info(file=file_id)
    except CALL_ERRORS as error:
        raise _refused(error) from error
    file = answer.get("file") or {}
    if int(file.get("size") or 0) > most:
        raise NotFetchedError("too large")
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if not is_slacks(url, str(client.base_url)):
        raise NotFetchedError("not allowed", "an address that is not Slack's")
    try:
        return await _download(session, url, str(client.token), most)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise NotFetchedError("later", type(error).__name__) from error


def is_slacks(url: str, api: str) -> bool:
    """Whether the token may be sent there: Slack over https, or the configured API's own host."""
    try:
        there, ours = urlsplit(url), urlsplit(api)
        same = (there.scheme, there.hostname, there.port) == (ours.scheme, ours.hostname, ours.port)
    except ValueError:
        return False
    if there.username or there.password or not there.hostname:
        return False
    slacks = there.hostname.endswith(_SLACKS_HOSTS) and there.port in (None, 443)
    return same or (there.scheme == "https" and slacks)


async def _download(session: aiohttp.ClientSession, url: str, token: str, most: int) -> bytes:
    headers = {"Authorization": f"Bearer {token}"}
    async with session.get(url, headers=headers, allow_redirects=False) as response:
        if response.status == 429 or response.status >= 500:
            raise NotFetchedError("later", str(response.status))
        if response.status == 404:
            raise NotFetchedError("gone")
        if response.status != 200 or response.content_type == "text/html":
            raise NotFetchedError("not allowed", str(response.status))
        return await _read(response, most)


async def _read(response: aiohttp.ClientResponse, most: int) -> bytes:
    """Stop as soon as it is too much, whatever was said about its size."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        body += chunk
        if len(body) > most:
            raise NotFetchedError("too large")
    return bytes(body)


def _refused(error: Exception) -> NotFetchedError:
    code = code_of(error)
    if code in _GONE:
        return NotFetchedError("gone", code)
    if not isinstance(error, SlackApiError) or code in _LATER or status_of(error) >= 429:
        return NotFetchedError("later", code or type(error).__name__)
    return NotFetchedError("not allowed", code)
