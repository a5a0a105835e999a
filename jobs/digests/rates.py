"""How often a blog writes, as far as its latest posts tell. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

LOOK_BACK = timedelta(days=90)
_LEAST = timedelta(days=7)


def posts_a_week(written: Sequence[datetime], now: datetime) -> float | None:
    """Return how many posts a week a blog wrote in the last three months; None: nobody can tell.

    `written`: when its latest posts were, those that are known. A feed shows its last ten or so:
    where they do not reach back three months, it is the time that they do reach back that counts.
    """
    if not written:
        return None
    recent = [at for at in written if now - LOOK_BACK <= at <= now]
    if not recent:
        return 0.0
    reaches_back = min(written) < now - LOOK_BACK
    span = LOOK_BACK if reaches_back else max(now - min(recent), _LEAST)
    return len(recent) / (span / timedelta(days=7))
