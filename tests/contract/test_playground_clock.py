"""The playground's clock over restarts: on the same database it never goes back."""

from datetime import datetime, timedelta
from pathlib import Path

import httpx

from tests.support.walk import teapoint_running

FIRST = datetime.fromisoformat("2026-11-24T10:00:00+00:00")


async def _now(address: str) -> datetime:
    async with httpx.AsyncClient(base_url=address, timeout=60) as page:
        world = (await page.get("api/world", params={"as": "T0TEAPOINT:U0SAM"})).json()
        return datetime.fromisoformat(world["clock"]["now"])


async def _wait_a_day(address: str) -> datetime:
    async with httpx.AsyncClient(base_url=address, timeout=60) as page:
        moved = (await page.post("api/clock", json={"step": "day"})).json()
        return datetime.fromisoformat(moved["now"])


async def test_started_again_on_the_same_database_it_is_no_earlier(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'tea.db'}"
    async with teapoint_running(tmp_path, TEAPOINT_DATABASE=database) as address:
        assert await _now(address) - FIRST < timedelta(hours=1), "a new one begins at its first day"
        await _wait_a_day(address)
        left_at = await _wait_a_day(address)
    async with teapoint_running(tmp_path, TEAPOINT_DATABASE=database) as address:
        assert await _now(address) >= left_at - timedelta(seconds=1)
        async with httpx.AsyncClient(base_url=address, timeout=60) as page:
            await page.post("api/reset", json={})
        assert await _now(address) - FIRST < timedelta(hours=1), "a reset begins anew"
