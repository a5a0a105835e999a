"""What a delivery does on the platform: post a message, change one, or take one back."""

from dataclasses import dataclass

from jobs.delivery.voice import Composed, RefusedError, Voice
from storage.queue_records import Delivery


@dataclass(frozen=True, slots=True)
class Route:
    """How a delivery is told. `ref`: the message that it changes, or under which it is posted."""

    voice: Voice
    place: str
    composed: Composed
    ref: str | None = None


async def carry_out(route: Route, delivery: Delivery) -> str | None:
    """Do it; return the platform's reference of a message that is new. The port's errors."""
    voice, space = route.voice, delivery.space_id
    if delivery.act == "post" or route.ref is None:
        return await voice.post(space, route.place, route.composed, delivery.key, route.ref)
    if delivery.act == "change":
        await voice.change(space, route.place, route.ref, route.composed)
    else:
        await _take_back(route, route.ref, delivery)
    return None


async def _take_back(route: Route, ref: str, delivery: Delivery) -> None:
    """Delete a message; where that is not allowed, one sentence takes the place of its words."""
    try:
        await route.voice.remove(delivery.space_id, route.place, ref)
    except RefusedError as error:
        if error.reason != "unchangeable":
            raise
        await route.voice.change(delivery.space_id, route.place, ref, route.composed)
