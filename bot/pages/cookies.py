"""Cookies of pages: for these pages alone, never read by a script or sent by another site."""

from datetime import timedelta

from starlette.responses import Response


def keep_cookie(
    answer: Response,
    name: str,
    value: str,
    path: str,
    *,
    secure: bool,
    lives: timedelta | None = None,
) -> Response:
    """Give a browser a cookie for the pages below a path; return the answer.

    `secure`: it may only go where nobody can read it. `lives`: how long; None: until the browser
    is closed.
    """
    answer.set_cookie(
        name,
        value,
        max_age=int(lives.total_seconds()) if lives else None,
        path=path,
        secure=secure,
        httponly=True,
        samesite="lax",
    )
    return answer
