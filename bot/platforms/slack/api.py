"""Slack's Web API as we call it: one try per call, and limits on how long it may take."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

SLACK = "https://slack.com/api/"

# With the session's headers, Slack sends no compressed body: what arrives is as large as it looks.
_HEADERS = {"Accept-Encoding": "identity"}


class SlackApi:
    """Makes clients. Used within one event loop; `close` when it ends.

    Seconds: `timeout` for a whole call, `connect` to reach Slack at all: a call that never
    reached it was certainly not heard.
    """

    def __init__(self, base_url: str = SLACK, timeout: float = 10.0, connect: float = 5.0) -> None:
        self._base_url = base_url
        self._timeout = aiohttp.ClientTimeout(total=timeout, connect=connect, sock_connect=connect)
        self._session: aiohttp.ClientSession | None = None

    def client(self, token: str | None, team: str = "") -> AsyncWebClient:
        """Return a client that never repeats a call by itself: slack_sdk would, by default.

        `team` is named in every call, where the token is a whole organisation's.
        """
        return AsyncWebClient(
            token=token,
            base_url=self._base_url,
            session=self._open(),
            team_id=team or None,
            retry_handlers=[],
        )

    def bare_client(self) -> AsyncWebClient:
        """Return a client without a token or session, for what is built before the loop runs."""
        return AsyncWebClient(base_url=self._base_url, retry_handlers=[])

    def session(self) -> aiohttp.ClientSession:
        """Return the connections themselves, for what goes to an address that Slack names."""
        return self._open()

    async def close(self) -> None:
        """Let the connections go."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open(self) -> aiohttp.ClientSession:
        """Return the session. Each call has a connection of its own.

        A kept connection that Slack closed meanwhile would break in the middle of a post, and
        nobody could tell whether that had arrived.
        """
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=self._timeout,
                connector=aiohttp.TCPConnector(force_close=True, limit=50),
                headers=_HEADERS,
                auto_decompress=False,
                trust_env=True,
            )
        return self._session
