"""Limits of Teams that no flood of ours passes, and whatever it answers is one of four things."""

import asyncio
import time
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.teams.failures import sort_failure, sort_opening
from bot.platforms.teams.paces import Paces
from jobs.delivery.voice import NotSentError, UnsureError


async def test_no_flood_passes_seven_a_second_in_a_chat_or_thirty_in_a_tenant() -> None:
    paces, sent = Paces(), list[tuple[float, str]]()

    async def send(chat: str) -> None:
        await paces.wait("t", chat)
        sent.append((time.monotonic(), chat))

    flood = [send("one") for _ in range(12)] + [send(str(n % 40)) for n in range(60)]
    await asyncio.gather(*flood)
    assert len(sent) == len(flood)
    assert most_within_a_second(sent) <= 30
    assert most_within_a_second([each for each in sent if each[1] == "one"]) <= 7
    with pytest.raises(NotSentError):  # what cannot be sent soon is left to a later try
        await asyncio.gather(*(send("one") for _ in range(60)))


def most_within_a_second(sent: list[tuple[float, str]]) -> int:
    return max(sum(at <= other < at + 0.98 for other, _ in sent) for at, _ in sent)


# Whatever comes back, it is one of four things


def answered(status: int, body: Any, headers: dict[str, str]) -> httpx.HTTPStatusError:  # noqa: ANN401
    request = httpx.Request("POST", "https://smba.example/")
    response = httpx.Response(status, json=body, headers=headers, request=request)
    return httpx.HTTPStatusError("refused", request=request, response=response)


BODIES = st.one_of(
    st.just(""),
    st.none() | st.integers() | st.lists(st.text(max_size=3), max_size=2),
    st.fixed_dictionaries({"error": st.none() | st.text(max_size=20)}),
    st.builds(
        lambda code: {"error": {"code": code}},
        st.sampled_from(["ConversationNotFound", "BotNotInConversationRoster", "Unheard"])
        | st.none(),
    ),
)


@settings(max_examples=50)
@given(
    status=st.integers(300, 599),
    body=BODIES,
    after=st.sampled_from(["", "3", "-1", "nan", "1e12", "soon", "Wed, 21 Oct 2026 07:28:00 GMT"]),
    personal=st.booleans(),
)
def test_any_answer_is_sorted(status: int, body: Any, after: str, *, personal: bool) -> None:  # noqa: ANN401
    error = answered(status, body, {"retry-after": after})
    meant = sort_failure(error, personal=personal)
    if isinstance(meant, NotSentError) and meant.after is not None:
        assert 1 <= meant.after <= 3_600
    assert isinstance(meant, UnsureError) == (status >= 500)
    assert not isinstance(sort_opening(error), UnsureError)
