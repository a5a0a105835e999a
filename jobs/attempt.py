"""The per-item loop of every job: one item that fails never stops the others.

The one broad catch of the jobs; the other of the program is in `bot.dispatch`.
"""

import logging
from collections.abc import Awaitable

logger = logging.getLogger(__name__)


async def attempt(work: Awaitable[object], what: str, *of: object) -> Exception | None:
    """Await one item's work; return its failure, logged as `what` % `of`, or None."""
    try:
        await work
    except Exception as failure:  # the per-item loop
        logger.exception(f"{what} failed", *of)  # noqa: G004 - the caller's format, not its values
        return failure
    return None
