"""Where a request comes from, as the limits of pages count it."""

from starlette.requests import Request


def place_of(request: Request) -> str:
    """Return the network address that a request comes from; empty where it has none."""
    return request.client.host if request.client else ""
