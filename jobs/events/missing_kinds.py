"""Which kinds of organisation are at an event, and which of the network's are not. Pure.

Totals of at least five (`jobs.schemes.figures`): smaller ones are left out, and none can be worked
out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jobs.schemes.figures import LEAST, guard


@dataclass(frozen=True, slots=True)
class Kinds:
    """`here`: sectors with how many of their people, most first. `missing`: sectors of the network,
    each with at least five members, of which nobody is there.
    """

    here: tuple[tuple[str, int], ...] = ()
    missing: tuple[str, ...] = ()


def find_kinds(here: Mapping[str, int], network: Mapping[str, int]) -> Kinds:
    """Return what may be shown of who is there; blank sectors are nobody's kind."""
    ordered = sorted(here, key=lambda kind: (-here[kind], kind))
    shown = guard([here[kind] for kind in ordered])
    counts = tuple(
        (kind, count) for kind, count in zip(ordered, shown, strict=True) if count and kind
    )
    absent = sorted(kind for kind, count in network.items() if kind and count >= LEAST)
    return Kinds(counts, tuple(kind for kind in absent if not here.get(kind)) if counts else ())
