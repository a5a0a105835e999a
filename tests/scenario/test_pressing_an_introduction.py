"""What an introduction offers can be pressed, and what comes of it can be shown everywhere."""

import pytest

from tests.support.chat import World
from tests.support.shown_everywhere import show_everywhere


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_whoever_is_introduced_can_press_all_that_is_offered(world: World) -> None:
    pair = [await world.member("Ade Bello", "Harbours"), await world.member("Sam Okafor", "Hull")]
    await world.introduce(pair)
    for chat in pair:
        assert await chat.told()
        assert [show_everywhere(message) for message in chat.shown] == ["message"] * len(chat.shown)
        offered = chat.buttons()[:3]
        assert offered
        for label in offered:
            await chat.press(label)
            assert show_everywhere(chat.last)
