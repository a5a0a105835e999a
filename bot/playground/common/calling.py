"""The way from a stand-in to the bot."""

import ssl

import httpx


def open_client(
    url: str, seconds: float, transport: httpx.AsyncBaseTransport | None
) -> httpx.AsyncClient:
    """Return what calls the bot at this address; `transport` replaces the network on the way.

    A bot on http shows no certificate: those of the world need not be read for it.
    """
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if url.startswith("http:") else True
    return httpx.AsyncClient(transport=transport, timeout=seconds, verify=trust)
