"""Finding notes: ranked, stemmed, harmless whatever is typed, and never another network's."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from bot import migrations
from storage.errors import StaleError
from storage.notes import NoteState
from storage.points import Point, PointState
from storage.search import Query
from storage.search_words import terms_of, words_in
from storage.session_records import EventSession, SessionPlan
from storage.store import Store
from storage.transaction import Transaction
from storage.types import AccountId, AccountKey, MemberId, NetworkId, Profile

NOW = datetime(2027, 1, 16, 10, tzinfo=UTC)


@dataclass
class Library:
    """A network with notes in it."""

    store: Store
    network_id: NetworkId
    account: AccountId
    me: MemberId
    other: MemberId
    written: dict[str, EventSession] = field(default_factory=dict)

    def write(
        self,
        title: str,
        text: str = "We met.",
        summary: str = "",
        *,
        state: NoteState = "posted",
        plan: SessionPlan | None = None,
    ) -> EventSession:
        when = NOW + timedelta(minutes=len(self.written))
        with self.store.begin() as tx:
            session = tx.sessions.add(
                self.network_id, plan or SessionPlan(title), self.account, when
            )
            route = {"seen": 0, "by": self.me, "route": "form", "now": when}
            tx.notes.write(session, summary, text, **route)  # type: ignore[arg-type]  # in short
            tx.notes.become(session.id, state, when)
        self.written[title] = session
        return session

    def find(self, words: str = "", *, by: MemberId | None = None, **more: object) -> list[str]:
        titles = {one.id: title for title, one in self.written.items()}
        query = Query(words, **more)  # type: ignore[arg-type]  # in short
        with self.store.read() as tx:
            return [titles[hit.session_id] for hit in tx.search.find(self.network_id, query, by=by)]


@pytest.fixture
def library(store: Store) -> Library:
    with store.begin() as tx:
        network = tx.networks.add("LocalGov Tea").id
        space = tx.spaces.install("slack", "T1", "T1", "Tea").id
        me, other = (
            tx.accounts.see(AccountKey("slack", "T1", user), space, user) for user in ("U1", "U2")
        )
        mine = tx.members.join(network, me.id, Profile("Ade Bello", None), NOW).id
        theirs = tx.members.join(network, other.id, Profile("Jo Reed", None), NOW).id
    return Library(store, network, me.id, mine, theirs)


def test_a_word_of_the_title_counts_more_than_one_of_the_summary_and_that_more_than_the_text(
    library: Library,
) -> None:
    library.write("In the text", "We spoke about archives at length.", "A talk.")
    library.write("In the summary", "We spoke.", "Archives matter.")
    library.write("Archives", "We spoke.", "A talk.")
    assert library.find("archive") == ["Archives", "In the summary", "In the text"]


def test_words_are_found_in_all_their_forms_without_accents_and_before_they_are_finished(
    library: Library,
) -> None:
    library.write("Sharing data across councils", "Café culture")
    for typed in ("shared", "SHARES council", "data sharing", "cafe", "CAFÉ", "counc", "the data"):
        assert library.find(typed) == ["Sharing data across councils"], typed
    for typed in ("shovel", "data shovel", "ouncil"):
        assert library.find(typed) == [], typed


def test_a_phrase_stands_together_and_in_its_order(library: Library) -> None:
    library.write("One", "We talked about open standards for data.")
    library.write("Two", "Standards are open to debate.")
    assert library.find('"open standards"') == ["One"]
    assert library.find("“open standards” data") == ["One"]
    assert set(library.find("open standards")) == {"One", "Two"}


def test_names_are_found_but_not_where_what_was_said_has_no_name(library: Library) -> None:
    plan = SessionPlan("Reform", leaders=("James Cattell",), note_takers=("Nick Hill",))
    library.write("Reform", plan=plan)
    quiet = SessionPlan("Candid", leaders=("James Cattell",), consent="chatham")
    library.write("Candid", plan=quiet)
    assert library.find("cattell") == library.find("nick") == ["Reform"]
    assert library.find(leaders=("James Cattell",)) == ["Reform"]
    assert library.find(leaders=("Nick Hill",)) == []
    assert library.find("met") == ["Candid", "Reform"]


def test_themes_and_what_is_left_open_choose_newest_first(library: Library) -> None:
    library.write("Older", plan=SessionPlan("Older", themes=("Data sharing",)))
    library.write("Newer", plan=SessionPlan("Newer", themes=("data sharing", "AI")))
    library.write("Other", plan=SessionPlan("Other", themes=("data",)))
    assert library.find(themes=("data sharing",)) == ["Newer", "Older"]
    assert library.find("met", themes=("ai",)) == ["Newer"]
    assert library.find(themes=("sharing",)) == []


def test_an_event_chooses_its_own(library: Library) -> None:
    library.write("At the camp")
    library.write("Elsewhere")
    with library.store.begin() as tx:
        camp = tx.events.add(
            library.network_id, "TeaCamp", date(2027, 1, 16), "UTC", library.account, NOW
        )
        assert camp
        there = tx.sessions.add(
            library.network_id, SessionPlan("Tea"), library.account, NOW, camp.id
        )
        tx.notes.write(there, "", "We met.", seen=0, by=None, route="page", now=NOW)
        tx.notes.become(there.id, "posted", NOW)
    library.written["Tea"] = there
    assert library.find("met", events=(camp.id,)) == ["Tea"]


def test_what_is_not_posted_is_found_by_those_who_wrote_it_alone(library: Library) -> None:
    session = library.write("Half done", "Early thoughts", state="open")
    assert library.find("thoughts") == library.find("thoughts", by=library.other) == []
    assert library.find("thoughts", by=library.me) == ["Half done"]
    with library.store.begin() as tx:
        now = NOW + timedelta(hours=1)
        tx.notes.write(
            session, "", "Early thoughts", seen=1, by=library.other, route="edit", now=now
        )
    assert library.find("thoughts", by=library.other) == ["Half done"]


def test_what_was_withdrawn_or_should_not_be_kept_is_not_found_by_anybody(library: Library) -> None:
    gone = library.write("Gone", "Withdrawn words")
    silent = library.write("Silent", "Withdrawn words")
    with library.store.begin() as tx:
        tx.notes.become(gone.id, "withdrawn", NOW)
        tx.sessions.change(silent.id, library.network_id, SessionPlan("Silent", consent="none"))
    assert library.find("withdrawn", by=library.me) == []
    with library.store.read() as tx:
        assert tx.search.words_of(library.network_id) == []
    with library.store.begin() as tx:
        tx.notes.become(gone.id, "posted", NOW)
    assert library.find("withdrawn") == ["Gone"]


def never_kept(library: Library, session: EventSession) -> None:
    with library.store.begin() as tx:
        for _twice in range(2):
            tx.notes.write(session, "", "Never kept", seen=1, by=None, route="edit", now=NOW)


def test_the_index_follows_every_change_in_the_same_transaction(library: Library) -> None:
    session = library.write("Old name", "First words")
    with pytest.raises(StaleError):
        never_kept(library, session)
    assert library.find("never") == []
    with library.store.begin() as tx:
        tx.notes.write(session, "", "Second thoughts", seen=1, by=None, route="edit", now=NOW)
        tx.sessions.change(session.id, library.network_id, SessionPlan("New name"))
    assert library.find("first") == library.find("old") == []
    assert library.find("second") == library.find("new name") == ["Old name"]


def test_starting_again_empties_the_index(library: Library) -> None:
    library.write("Archives")
    with library.store.begin() as tx:
        tx.clear()
        words = "SELECT count(*) FROM note_search"
        if tx.session.get_bind().dialect.name == "sqlite":
            words = "SELECT count(*) FROM note_fts WHERE note_fts MATCH 'archives'"
        assert tx.session.execute(text(words)).scalar() == 0


def test_pages_follow_each_other_without_a_gap_or_a_repeat(library: Library) -> None:
    for number in range(9):
        library.write(f"Number {number}", "Words alike")
    with library.store.read() as tx:
        pages = [
            tx.search.find(library.network_id, Query("words"), 4, skip=skip) for skip in (0, 4, 8)
        ]
        whole = tx.search.find(library.network_id, Query("words"), 20)
    assert [one for page in pages for one in page] == whole
    assert len({hit.session_id for hit in whole}) == 9


def test_forgetting_a_leader_takes_the_name_out_of_the_index(library: Library) -> None:
    session = library.write("Led", plan=SessionPlan("Led", leaders=("Ade Bello",)))
    with library.store.begin() as tx:
        tx.sessions.ask_who(session.id, "leader", "Ade Bello", library.me, NOW)
        tx.sessions.settle_who(session.id, "leader", "Ade Bello", library.me)
    assert library.find("bello") == ["Led"]
    with library.store.begin() as tx:
        tx.erasure.forget(library.account, library.network_id, NOW)
    assert library.find("bello") == []
    assert library.find("met") == ["Led"]
    with library.store.read() as tx:
        if tx.session.get_bind().dialect.name == "sqlite":
            blocks = tx.session.scalars(text("SELECT block FROM note_fts_data")).all()
            assert not [block for block in blocks if b"bello" in block]


HOSTILE = [
    '"',
    '""',
    '"unclosed',
    "AND",
    "NOT data",
    "data NEAR(sharing)",
    "title:data",
    "data*",
    "^data",
    "data & | ! <-> :*",
    "'; DROP TABLE note; --",
    "\x00data",
    "\ud800",
    "%_\\",
    "-" * 10_000,
    "data " * 2_000,
    "d" * 10_000,
    "\u202edata\u200b",
    "ﬁ ß İ ǅ",
    "👩‍👩‍👧‍👦",
    "١٢٣ データ",
    "1e5 3.14 -7",
    "the",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_only_words(library: Library, typed: str) -> None:
    library.write("Data", "sharing")
    assert set(library.find(typed, by=library.me)) <= {"Data"}
    assert library.find("data sharing") == ["Data"]


def test_operators_are_words_that_are_looked_for(library: Library) -> None:
    library.write("Near", "near misses, not hits")
    assert library.find("misses NEAR") == ["Near"]
    assert library.find("NOT* misses") == ["Near"]
    assert library.find("misses AND data") == []


@pytest.fixture
def two(library: Library, store: Store) -> tuple[Library, Callable[[str], list[str]]]:
    """Two networks: ours with nothing, another's with a note of given words."""
    with store.begin() as tx:
        theirs = tx.networks.add("Hush", sensitive=True).id
    other = Library(store, theirs, library.account, library.me, library.other)
    other.write("Secret data", "sharing café tips", "summary", plan=SessionPlan("Secret data"))
    return other, library.find


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    typed=st.text(max_size=60) | st.lists(st.sampled_from([*HOSTILE, "data", "tips"])).map(" ".join)
)
@example(typed="data")
def test_no_words_are_an_error_and_none_find_what_another_network_wrote(
    two: tuple[Library, Callable[[str], list[str]]], typed: str
) -> None:
    _other, find_ours = two
    assert find_ours(typed) == []
    assert len(terms_of(typed)) <= 12


def test_words_survive_indexing_whole(library: Library) -> None:
    assert words_in("Children\u2019s e-mail: GOV.UK\u2019s naïve Ökonomie don't") == [
        "children",
        "e",
        "mail",
        "gov",
        "uk",
        "naive",
        "okonomie",
        "dont",
    ]
    library.write("Long", "word " * 40_000 + "beyond", "s" * 3_000)
    assert library.find("word") == ["Long"]


def test_what_members_may_choose_from_is_the_networks_own(
    two: tuple[Library, Callable[[str], list[str]]], library: Library
) -> None:
    library.write("A", plan=SessionPlan("Rest", themes=("Data",), leaders=("Ann Lee",)))
    with library.store.read() as tx:
        assert tx.search.leaders(library.network_id) == ["Ann Lee"]
        assert tx.search.themes_of(library.network_id) == ["data"]
        assert tx.search.words_of(library.network_id) == ["ann", "lee", "rest"]


def say(library: Library, session: EventSession, text: str, state: PointState = "said") -> None:
    with library.store.begin() as tx:
        tx.points.hold(session)
        tx.points.write(session, Point("pt_1", 1, "phone", text, state), NOW)


def test_what_stands_on_the_page_for_a_room_is_found_with_its_notes(library: Library) -> None:
    session = library.write("Talk", "We met.")
    say(library, session, "half a thought", "typing")
    assert library.find("thought") == []
    say(library, session, "a whole thought")
    assert library.find("thought") == ["Talk"]
    say(library, session, "a whole thought", "removed")
    assert library.find("thought") == []


def all_indexed(tx: Transaction) -> list[tuple[object, ...]]:
    columns = "session_id, network_id, title, names, themes, summary, text"
    rows = tx.session.execute(text(f"SELECT {columns} FROM note_search ORDER BY session_id"))  # noqa: S608 - our own names
    return [tuple(row) for row in rows]


def index_what_is_there() -> Callable[[Connection], None]:
    """The part of the migration that fills the index."""
    scripts = ScriptDirectory(str(migrations.FOLDER))
    script = scripts.get_revision("0004")
    work: Callable[[Connection], None] = script.module.index_what_is_there
    return work


def test_an_upgrade_indexes_the_notes_that_are_there(
    library: Library,
) -> None:
    plan = SessionPlan("Old times", leaders=("Ann Lee",), themes=("Data",))
    say(library, library.write("Old times", "Café talk", plan=plan), "One more point")
    library.write("Gone", "Café talk", state="withdrawn")
    library.write("Hushed", plan=SessionPlan("Hushed", consent="none"))
    with library.store.read() as tx:
        before = all_indexed(tx)
    with library.store.begin() as tx:
        tx.session.execute(text("DELETE FROM note_search"))
        index_what_is_there()(tx.session.connection())
    with library.store.read() as tx:
        assert all_indexed(tx) == before
        assert len(before) == 1
    assert library.find("cafe point lee") == ["Old times"]
