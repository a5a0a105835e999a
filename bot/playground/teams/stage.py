"""Behind the scenes: trouble on purpose, what crossed the wire, and the tally."""

from collections.abc import Mapping
from typing import Any

from bot.playground.common.faults import switch
from bot.playground.common.given import Json
from bot.playground.teams.hub import Hub


async def switch_fault(hub: Hub, body: Mapping[str, Any]) -> Json:
    """Switch a trouble on or off, everywhere or in one tenant and for some operations."""
    switch(hub.faults, body, calls="operations", where="tenant")
    hub.world.watchers.tell_all()
    return {"ok": True, "faults": hub.faults.rows()}


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
