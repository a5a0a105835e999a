"""Which time zone is meant: by its IANA name, or by the city in it."""

from functools import cache
from zoneinfo import available_timezones


def read_zone(text: str) -> str | None:
    """Return the IANA name that the words mean; None where they mean none, or several."""
    wanted = _fold(text)
    named = _zones().get(wanted)
    if named or not wanted:
        return named
    cities = [zone for folded, zone in _zones().items() if folded.rpartition("/")[2] == wanted]
    return cities[0] if len(cities) == 1 else None


@cache
def _zones() -> dict[str, str]:
    return {_fold(zone): zone for zone in sorted(available_timezones()) if "/" in zone}


def _fold(text: str) -> str:
    return "_".join(text.replace("_", " ").casefold().split())
