"""Behind the scenes: trouble on purpose, what crossed the wire, and the tally."""

from collections.abc import Mapping
from typing import Any

from bot.playground.common.given import Json
from bot.playground.common.page_errors import PageError
from bot.playground.teams.faults import DOWN_MINUTES, Fault
from bot.playground.teams.hub import Hub


async def switch_fault(hub: Hub, body: Mapping[str, Any]) -> Json:
    """Switch a trouble on or off, everywhere or in one tenant and for some operations."""
    name = str(body.get("name", ""))
    hub.faults.remove(name)
    if body.get("on", True):
        try:
            hub.faults.add(_read_fault(name, body), hub.world.clock.now())
        except ValueError as error:
            raise PageError(str(error)) from None
    hub.world.watchers.tell_all()
    return {"ok": True, "faults": hub.faults.rows()}


def _read_fault(name: str, body: Mapping[str, Any]) -> Fault:
    times = body.get("times")
    return Fault(
        name,
        operations=tuple(body.get("operations") or ()),
        tenant=str(body.get("tenant") or "").removeprefix("teams/"),
        rate=float(body.get("rate", 1.0)),
        times=None if times is None else int(times),
        seconds=float(body.get("seconds", 0.0)),
        retry_after=int(body.get("retry_after", 2)),
        status=int(body.get("status", 500)),
        minutes=int(body.get("minutes", DOWN_MINUTES)),
    )


async def show_scenes(hub: Hub) -> Json:
    """What crossed the wire lately, what waits in the outbox, and the switches."""
    outbox = await hub.outbox() if hub.outbox is not None else []
    return {
        "wire": hub.wire.shown(),
        "outbox": [dict(row) for row in outbox],
        "faults": hub.faults.rows(),
        "blogs": [],
    }


def show_tally(hub: Hub) -> Json:
    """How often what happened."""
    return {
        "posts": hub.world.posts_by_talk.total(),
        "by_conversation": dict(hub.world.posts_by_talk),
        "calls": dict(hub.calls),
        "faults": dict(hub.faults.struck),
        "findings": list(hub.findings),
    }
