"""Paging through history, whatever is in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.common.given import Json
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.call import Call
from bot.playground.slack.limits import SLOW_HISTORY
from bot.playground.slack.methods.history import list_history
from bot.playground.slack.records import Message
from tests.support.playground import (
    SAM,
    TEAM,
    hub_of,
    make_playground,
)


def test_under_the_rule_of_2025_history_gives_fifteen_messages_at_most() -> None:
    hub = hub_of(make_playground())
    hub.limits.per_minute = dict(SLOW_HISTORY)
    direct = hub.world.open_direct(TEAM, SAM)
    for n in range(20):
        hub.world.post(direct, Message(0, SAM, str(n)))
    arguments = Arguments({"channel": direct.id, "limit": 200})
    answer = list_history(Call(hub, hub.world.workspaces[TEAM], arguments, "http://x"))
    assert [line["text"] for line in answer["messages"]] == [str(n) for n in range(19, 4, -1)]


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(0, 12),
    limit=st.integers(1, 5),
    oldest=st.one_of(st.none(), st.integers(0, 11)),
    latest=st.one_of(st.none(), st.integers(0, 11)),
    inclusive=st.booleans(),
)
def test_all_pages_together_are_the_asked_for_part_of_history_once(
    count: int, limit: int, oldest: int | None, latest: int | None, inclusive: bool
) -> None:
    hub = hub_of(make_playground())
    direct = hub.world.open_direct(TEAM, SAM)
    sent = [hub.world.post(direct, Message(0, SAM, str(n))) for n in range(count)]
    stamps = [message.ts for message in sent] + [f"{2 * 10**9 + n}.000000" for n in range(12)]
    arguments: Json = {"channel": direct.id, "limit": limit, "inclusive": inclusive}
    if oldest is not None:
        arguments["oldest"] = stamps[oldest]
    if latest is not None:
        arguments["latest"] = stamps[latest]
    got, cursor = list[str](), ""
    while True:
        call = Call(
            hub, hub.world.workspaces[TEAM], Arguments(arguments | {"cursor": cursor}), "http://x"
        )
        answer = list_history(call)
        assert len(answer["messages"]) <= limit
        got += [message["ts"] for message in answer["messages"]]
        if not answer["has_more"]:
            break
        cursor = answer["response_metadata"]["next_cursor"]
    low = stamps[oldest] if oldest is not None else "0"
    high = stamps[latest] if latest is not None else "9999999999"
    wanted = [
        message.ts
        for message in sent
        if low < message.ts < high or (inclusive and message.ts in {low, high})
    ]
    if low > high:
        wanted = []
    assert sorted(got) == wanted
