"""No post is lost and none is read twice, whatever becomes of editions in whatever order."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.digests.settling import delivered_until
from storage.digest_records import DigestId, Edition, EditionId, EditionState
from tests.support.digesting import MONDAY

STEP = timedelta(minutes=1)


@dataclass
class Channel:
    """A digest in short: posts and editions, by the same rules as the store's."""

    now: datetime = MONDAY
    until: datetime = MONDAY
    written: list[datetime] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    holds: dict[EditionId, list[datetime]] = field(default_factory=dict)

    def write(self) -> None:
        self.now += STEP
        self.written.append(self.now)

    def come(self) -> None:
        self.now += STEP
        held = [e.id for e in self.editions if e.state in ("queued", "delivered")]
        reserved = {post for id_ in held for post in self.holds[id_]}
        new = [post for post in self.written if post > self.until and post not in reserved]
        id_ = EditionId(f"e{len(self.editions)}")
        state: EditionState = "queued" if new else "empty"
        made = Edition(id_, DigestId("d"), id_, state, self.until, self.now, self.now)
        self.editions.append(made)
        self.holds[id_] = new
        self.advance()

    def settle(self, number: int, *, arrived: bool) -> None:
        """One of the editions that wait, in any order; at the moment of what came before it."""
        waiting = [place for place, each in enumerate(self.editions) if each.state == "queued"]
        if waiting:
            place = waiting[number % len(waiting)]
            state: EditionState = "delivered" if arrived else "dead"
            settled = replace(self.editions[place], state=state, settled_at=self.now)
            self.editions[place] = settled
            self.advance()

    def advance(self) -> None:
        recent = [each for each in self.editions if each.made_at >= self.until]
        self.until = delivered_until(recent, self.until)

    def read(self) -> list[datetime]:
        arrived = [each.id for each in self.editions if each.state == "delivered"]
        return [post for id_ in arrived for post in self.holds[id_]]


_STEPS = st.lists(
    st.one_of(
        st.just(Channel.write),
        st.just(Channel.come),
        st.builds(
            lambda number, arrived: partial(Channel.settle, number=number, arrived=arrived),
            st.integers(0, 3),
            st.booleans(),
        ),
    ),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(_STEPS)
def test_every_post_is_read_exactly_once(steps: list[Callable[[Channel], None]]) -> None:
    channel = Channel()
    for step in steps:
        step(channel)
    while any(each.state == "queued" for each in channel.editions):
        channel.settle(0, arrived=True)
    channel.come()
    channel.settle(0, arrived=True)
    assert sorted(channel.read()) == channel.written
