"""What the page's requests are refused with: one plain sentence."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class PageError(Exception):
    """Something the page asked for cannot be done; `sentence` says so in plain words."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


async def explain(_: Request, error: Exception) -> Response:
    """Answer a PageError in one plain sentence."""
    if not isinstance(error, PageError):
        raise error
    return JSONResponse({"error": error.sentence}, error.status)
