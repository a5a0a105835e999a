"""The database, one transaction at a time; each noun is reached through its transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TypeVar

from sqlalchemy import Engine, delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from storage.accounts import Accounts
from storage.actions import Actions
from storage.audit import Audit
from storage.blogs import Blogs
from storage.calls import Calls
from storage.camps import Camps
from storage.carrying import CarryingOn
from storage.consents import Consents
from storage.deliveries import Deliveries
from storage.digests import Digests
from storage.editions import Editions
from storage.engine import create_reader, create_writer, translated_errors
from storage.enrolments import Enrolments
from storage.erasure import Erasure
from storage.errands import Errands
from storage.errors import UnavailableError
from storage.events import Events
from storage.export import Export
from storage.feed_suggestions import FeedSuggestions
from storage.feedback import Feedback
from storage.feeds import Feeds
from storage.figures import Figures
from storage.grids import Grids
from storage.inbox import Inbox
from storage.installations import Installations
from storage.interests import Interests
from storage.introductions import Introductions
from storage.invitations import Invitations
from storage.meetings import Meetings
from storage.members import Members
from storage.network_codes import NetworkCodes
from storage.networks import Networks
from storage.note_drafts import NoteDrafts
from storage.note_posts import NotePosts
from storage.note_reminders import NoteReminders
from storage.notes import Notes
from storage.notice_queue import Notices
from storage.organisations import Organisations
from storage.outbox import Outbox
from storage.outcomes import Outcomes
from storage.past_weeks import PastWeeks
from storage.pictures import Pictures
from storage.places import Places
from storage.points import Points
from storage.posts import Posts
from storage.programmes import Programmes
from storage.publishing import Publishing
from storage.quiet_periods import QuietPeriods
from storage.removals import Removals
from storage.rotation import Rotation
from storage.rounds import Rounds
from storage.schedules import Schedules
from storage.sealing import Cipher
from storage.search import Search
from storage.session_links import SessionLinks
from storage.sessions import Sessions
from storage.spaces import Spaces
from storage.stay_in_touch import StayInTouch
from storage.tables import Base, SpaceRow
from storage.takeaways import Takeaways
from storage.themes import Themes
from storage.totals import Totals
from storage.turns import Turns
from storage.waiting import Waiting
from storage.writing import Writing

Result = TypeVar("Result")

# PostgreSQL: serialization failure, deadlock, and a connection that an administrator ended.
_RACES = frozenset({"40001", "40P01", "57P01"})


class Transaction:
    """What one unit of work may read and write. All of it happens, or none."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self.session = session
        self.cipher = cipher

    def clear(self) -> None:
        """Delete everything: for the playground, which starts again."""
        self.session.execute(update(SpaceRow).values(parent_id=None))
        for table in reversed(Base.metadata.sorted_tables):
            self.session.execute(delete(table))
        self.session.expire_all()

    @cached_property
    def networks(self) -> Networks:
        return Networks(self.session)

    @cached_property
    def spaces(self) -> Spaces:
        return Spaces(self.session, self.cipher)

    @cached_property
    def installations(self) -> Installations:
        return Installations(self.session, self.cipher)

    @cached_property
    def network_codes(self) -> NetworkCodes:
        return NetworkCodes(self.session)

    @cached_property
    def places(self) -> Places:
        return Places(self.session)

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.session)

    @cached_property
    def organisations(self) -> Organisations:
        return Organisations(self.session)

    @cached_property
    def interests(self) -> Interests:
        return Interests(self.session)

    @cached_property
    def members(self) -> Members:
        return Members(self.session, self.cipher)

    @cached_property
    def consents(self) -> Consents:
        return Consents(self.session)

    @cached_property
    def programmes(self) -> Programmes:
        return Programmes(self.session)

    @cached_property
    def enrolments(self) -> Enrolments:
        return Enrolments(self.session)

    @cached_property
    def rounds(self) -> Rounds:
        return Rounds(self.session, self.cipher)

    @cached_property
    def waiting(self) -> Waiting:
        return Waiting(self.session)

    @cached_property
    def meetings(self) -> Meetings:
        return Meetings(self.session, self.cipher)

    @cached_property
    def introductions(self) -> Introductions:
        return Introductions(self.session)

    @cached_property
    def turns(self) -> Turns:
        return Turns(self.session)

    @cached_property
    def feedback(self) -> Feedback:
        return Feedback(self.session, self.cipher)

    @cached_property
    def stay_in_touch(self) -> StayInTouch:
        return StayInTouch(self.session)

    @cached_property
    def invitations(self) -> Invitations:
        return Invitations(self.session, self.cipher)

    @cached_property
    def events(self) -> Events:
        return Events(self.session)

    @cached_property
    def carrying(self) -> CarryingOn:
        return CarryingOn(self.session)

    @cached_property
    def outcomes(self) -> Outcomes:
        return Outcomes(self.session)

    @cached_property
    def actions(self) -> Actions:
        return Actions(self.session)

    @cached_property
    def session_links(self) -> SessionLinks:
        return SessionLinks(self.session)

    @cached_property
    def note_reminders(self) -> NoteReminders:
        return NoteReminders(self.session)

    @cached_property
    def quiet_periods(self) -> QuietPeriods:
        return QuietPeriods(self.session)

    @cached_property
    def removals(self) -> Removals:
        return Removals(self.session, self.cipher)

    @cached_property
    def grids(self) -> Grids:
        return Grids(self.session)

    @cached_property
    def camps(self) -> Camps:
        return Camps(self.session)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self.session)

    @cached_property
    def notes(self) -> Notes:
        return Notes(self.session)

    @cached_property
    def calls(self) -> Calls:
        return Calls(self.session)

    @cached_property
    def search(self) -> Search:
        return Search(self.session)

    @cached_property
    def takeaways(self) -> Takeaways:
        return Takeaways(self.session)

    @cached_property
    def note_drafts(self) -> NoteDrafts:
        return NoteDrafts(self.session, self.cipher)

    @cached_property
    def points(self) -> Points:
        return Points(self.session)

    @cached_property
    def note_posts(self) -> NotePosts:
        return NotePosts(self.session)

    @cached_property
    def themes(self) -> Themes:
        return Themes(self.session)

    @cached_property
    def feeds(self) -> Feeds:
        return Feeds(self.session)

    @cached_property
    def posts(self) -> Posts:
        return Posts(self.session)

    @cached_property
    def digests(self) -> Digests:
        return Digests(self.session)

    @cached_property
    def editions(self) -> Editions:
        return Editions(self.session)

    @cached_property
    def suggestions(self) -> FeedSuggestions:
        return FeedSuggestions(self.session)

    @cached_property
    def writing(self) -> Writing:
        return Writing(self.session)

    @cached_property
    def past_weeks(self) -> PastWeeks:
        return PastWeeks(self.session)

    @cached_property
    def blogs(self) -> Blogs:
        return Blogs(self.session)

    @cached_property
    def publishing(self) -> Publishing:
        return Publishing(self.session)

    @cached_property
    def notices(self) -> Notices:
        return Notices(self.session)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.session, self.cipher)

    @cached_property
    def deliveries(self) -> Deliveries:
        return Deliveries(self.session, self.cipher)

    @cached_property
    def errands(self) -> Errands:
        return Errands(self.session, self.cipher)

    @cached_property
    def schedules(self) -> Schedules:
        return Schedules(self.session)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.session)

    @cached_property
    def totals(self) -> Totals:
        return Totals(self.session)

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.session)

    @cached_property
    def pictures(self) -> Pictures:
        return Pictures(self.session)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self.session)

    @cached_property
    def export(self) -> Export:
        return Export(self.session, self.cipher)

    @cached_property
    def erasure(self) -> Erasure:
        return Erasure(self.session)

    @cached_property
    def rotation(self) -> Rotation:
        return Rotation(self.session)


class Store:
    """The database. `begin` writes, `read` only reads; errors come out as `StorageError`."""

    def __init__(self, writer: Engine, reader: Engine, cipher: Cipher) -> None:
        self.writer = writer
        self.reader = reader
        self.cipher = cipher

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Open a transaction that commits at the end of the block, or changes nothing."""
        with translated_errors(), Session(self.writer) as session, session.begin():
            yield Transaction(session, self.cipher)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Open a read-only view of one moment."""
        with translated_errors(), Session(self.reader) as session, session.begin():
            if session.get_bind().dialect.name == "postgresql":
                session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            yield Transaction(session, self.cipher)

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Run the work in a transaction; one that lost a race is run again, three times in all."""
        for attempt in (1, 2, 3):
            try:
                with self.begin() as tx:
                    return work(tx)
            except UnavailableError as error:
                if attempt == 3 or not lost_a_race(error):
                    raise
        raise AssertionError("unreachable")

    @property
    def writer_threads(self) -> int:
        """How many transactions may write at once: one on SQLite."""
        return 1 if self.writer.dialect.name == "sqlite" else 16

    def close(self) -> None:
        """Give all connections back."""
        self.writer.dispose()
        self.reader.dispose()


def lost_a_race(error: UnavailableError) -> bool:
    """Return whether the same transaction, run again, may well succeed."""
    cause = error.__cause__
    return isinstance(cause, DBAPIError) and getattr(cause.orig, "sqlstate", None) in _RACES


def open_store(url: str, cipher: Cipher) -> Store:
    """Return the store of a database that was migrated already."""
    writer = create_writer(url)
    return Store(writer, create_reader(url, writer), cipher)
