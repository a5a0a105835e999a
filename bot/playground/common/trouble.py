"""Trouble that strikes a call with its effect: what happens, and what the caller sees of it."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from bot.playground.common.faults import Fault
from bot.playground.common.sever import sever, wait_for_departure


async def meet_with_effect(
    fault: Fault, request: Request, run: Callable[[], Response], failure: Response, longest: float
) -> Response:
    """Run the effect, with the trouble around it; of a kind that is not known it is slowness.

    `failure` is what "500 after" answers; `longest`: the seconds in which a client has to give up.
    """
    match fault.kind:
        case "500 after":
            run()
            return failure
        case "lost answer":
            run()
            return await sever(request)
        case "late answer":
            response = run()
            await asyncio.sleep(fault.seconds)
            return response
        case "late effect":
            await wait_for_departure(request, longest)
            await asyncio.sleep(fault.seconds)
            run()
            return await sever(request)
        case _:
            await asyncio.sleep(fault.seconds)
            return run()
