"""What becomes of a point that a phone tells of: pure rules, under which nothing is lost.

A phone counts the changes of each of its points (`edition`), so that what arrives twice, late or
out of order does no harm. What meets something that the phone has not seen becomes a new point.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from storage.points import Point, PointState
from storage.types import MemberId

Step = Literal["take", "keep", "remember", "anew", "folded", "refuse"]
"""Write it; leave all as it is; keep it as an earlier wording; make it a new point; say that the
point is part of the notes now; say that the point is another's."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a phone says of a point. `seen`: the point's count as this phone last knew it.

    `may_edit`: it is the phone of somebody who may change others' points. `fine`: its writer was
    asked about a name in it, and says that it may stay.
    """

    id: str
    edition: int
    writer: str
    text: str
    state: PointState
    name: str = ""
    member_id: MemberId | None = None
    seen: int = 0
    may_edit: bool = False
    fine: bool = False


def merge(old: Point | None, before: Collection[str], said: Said) -> Step:
    """Decide what is done with it. `before`: what the point said earlier."""
    if old is None:
        return "take"
    if said.state == "said" and said.text in (old.text, *before) and old.state == "folded":
        return "keep"
    if old.state == "folded":
        return "anew" if said.state == "said" else "folded"
    if old.writer != said.writer:
        return _merge_others(old, before, said)
    if said.state == "typing" and old.state == "said":
        return "keep"
    adds_what_was_typed = (old.state, said.state) == ("typing", "said")
    if said.edition > old.edition or (adds_what_was_typed and said.edition == old.edition):
        return "take"
    return _merge_late(old, before, said)


def new_id_of(said: Said) -> str:
    """Return the id under which a point begins anew: the same, however often it is sent."""
    told = f"{said.id} {said.writer} {said.edition}"
    return f"{said.id[:20]}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def _merge_others(old: Point, before: Collection[str], said: Said) -> Step:
    """Another phone's point: only who may edit changes it, and only as they saw it."""
    if said.state == "said" and said.text in (old.text, *before):
        return "keep"
    if said.may_edit and said.seen >= old.seq and said.state != "typing":
        return "take"
    return "anew" if said.state == "said" else "refuse"


def _merge_late(old: Point, before: Collection[str], said: Said) -> Step:
    """Its own point, told of at least as much before: a second page of this phone, or a repeat."""
    if said.state != "said" or said.text in (old.text, *before):
        return "keep"
    same_edition = said.edition == old.edition
    return "anew" if same_edition and old.state == "said" else "remember"
