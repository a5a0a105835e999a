"""One unit of work, and every noun that it reaches."""

from functools import cached_property

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from storage.accounts import Accounts
from storage.actions import Actions
from storage.addresses import Addresses
from storage.audit import Audit
from storage.blogs import Blogs
from storage.calls import Calls
from storage.camps import Camps
from storage.carrying import CarryingOn
from storage.consents import Consents
from storage.deliveries import Deliveries
from storage.digests import Digests
from storage.domains import Domains
from storage.doubles import Doubles
from storage.editions import Editions
from storage.enrolments import Enrolments
from storage.erasure import Erasure
from storage.errands import Errands
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
from storage.join_pages import JoinPages
from storage.link_codes import LinkCodes
from storage.meetings import Meetings
from storage.members import Members
from storage.merging import Merging
from storage.network_codes import NetworkCodes
from storage.networks import Networks
from storage.note_drafts import NoteDrafts
from storage.note_posts import NotePosts
from storage.note_reminders import NoteReminders
from storage.notes import Notes
from storage.notice_queue import Notices
from storage.organisation_changes import OrganisationChanges
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
from storage.tables import Base, MemberRow, SpaceRow
from storage.takeaways import Takeaways
from storage.themes import Themes
from storage.totals import Totals
from storage.turns import Turns
from storage.uploads import Uploads
from storage.waiting import Waiting
from storage.writing import Writing


class Transaction:
    """What one unit of work may read and write. All of it happens, or none."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self.session = session
        self.cipher = cipher

    def clear(self) -> None:
        """Delete everything: for the playground, which starts again."""
        self.session.execute(update(SpaceRow).values(parent_id=None))
        self.session.execute(update(MemberRow).values(merged_into=None))
        for table in reversed(Base.metadata.sorted_tables):
            self.session.execute(delete(table))
        self.session.expire_all()

    networks = cached_property(lambda tx: Networks(tx.session))
    spaces = cached_property(lambda tx: Spaces(tx.session, tx.cipher))
    installations = cached_property(lambda tx: Installations(tx.session, tx.cipher))
    network_codes = cached_property(lambda tx: NetworkCodes(tx.session))
    places = cached_property(lambda tx: Places(tx.session))
    accounts = cached_property(lambda tx: Accounts(tx.session))
    addresses = cached_property(lambda tx: Addresses(tx.session, tx.cipher))
    organisations = cached_property(lambda tx: Organisations(tx.session))
    organisation_changes = cached_property(lambda tx: OrganisationChanges(tx.session))
    domains = cached_property(lambda tx: Domains(tx.session))
    interests = cached_property(lambda tx: Interests(tx.session))
    members = cached_property(lambda tx: Members(tx.session, tx.cipher))
    doubles = cached_property(lambda tx: Doubles(tx.session))
    link_codes = cached_property(lambda tx: LinkCodes(tx.session))
    merging = cached_property(lambda tx: Merging(tx.session))
    consents = cached_property(lambda tx: Consents(tx.session))
    programmes = cached_property(lambda tx: Programmes(tx.session))
    enrolments = cached_property(lambda tx: Enrolments(tx.session))
    rounds = cached_property(lambda tx: Rounds(tx.session, tx.cipher))
    waiting = cached_property(lambda tx: Waiting(tx.session))
    meetings = cached_property(lambda tx: Meetings(tx.session, tx.cipher))
    introductions = cached_property(lambda tx: Introductions(tx.session))
    turns = cached_property(lambda tx: Turns(tx.session))
    feedback = cached_property(lambda tx: Feedback(tx.session, tx.cipher))
    stay_in_touch = cached_property(lambda tx: StayInTouch(tx.session))
    invitations = cached_property(lambda tx: Invitations(tx.session, tx.cipher))
    join_pages = cached_property(lambda tx: JoinPages(tx.session))
    uploads = cached_property(lambda tx: Uploads(tx.session, tx.cipher))
    events = cached_property(lambda tx: Events(tx.session))
    carrying = cached_property(lambda tx: CarryingOn(tx.session))
    outcomes = cached_property(lambda tx: Outcomes(tx.session))
    actions = cached_property(lambda tx: Actions(tx.session))
    session_links = cached_property(lambda tx: SessionLinks(tx.session))
    note_reminders = cached_property(lambda tx: NoteReminders(tx.session))
    quiet_periods = cached_property(lambda tx: QuietPeriods(tx.session))
    removals = cached_property(lambda tx: Removals(tx.session, tx.cipher))
    grids = cached_property(lambda tx: Grids(tx.session))
    camps = cached_property(lambda tx: Camps(tx.session))
    sessions = cached_property(lambda tx: Sessions(tx.session))
    notes = cached_property(lambda tx: Notes(tx.session))
    calls = cached_property(lambda tx: Calls(tx.session))
    search = cached_property(lambda tx: Search(tx.session))
    takeaways = cached_property(lambda tx: Takeaways(tx.session))
    note_drafts = cached_property(lambda tx: NoteDrafts(tx.session, tx.cipher))
    points = cached_property(lambda tx: Points(tx.session))
    note_posts = cached_property(lambda tx: NotePosts(tx.session))
    themes = cached_property(lambda tx: Themes(tx.session))
    feeds = cached_property(lambda tx: Feeds(tx.session))
    posts = cached_property(lambda tx: Posts(tx.session))
    digests = cached_property(lambda tx: Digests(tx.session))
    editions = cached_property(lambda tx: Editions(tx.session))
    suggestions = cached_property(lambda tx: FeedSuggestions(tx.session))
    writing = cached_property(lambda tx: Writing(tx.session))
    past_weeks = cached_property(lambda tx: PastWeeks(tx.session))
    blogs = cached_property(lambda tx: Blogs(tx.session))
    publishing = cached_property(lambda tx: Publishing(tx.session))
    notices = cached_property(lambda tx: Notices(tx.session))
    outbox = cached_property(lambda tx: Outbox(tx.session, tx.cipher))
    deliveries = cached_property(lambda tx: Deliveries(tx.session, tx.cipher))
    errands = cached_property(lambda tx: Errands(tx.session, tx.cipher))
    schedules = cached_property(lambda tx: Schedules(tx.session))
    inbox = cached_property(lambda tx: Inbox(tx.session))
    totals = cached_property(lambda tx: Totals(tx.session))
    figures = cached_property(lambda tx: Figures(tx.session))
    pictures = cached_property(lambda tx: Pictures(tx.session))
    audit = cached_property(lambda tx: Audit(tx.session))
    export = cached_property(lambda tx: Export(tx.session, tx.cipher))
    erasure = cached_property(lambda tx: Erasure(tx.session))
    rotation = cached_property(lambda tx: Rotation(tx.session))
