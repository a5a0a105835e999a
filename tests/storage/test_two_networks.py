"""Two networks in one workspace, of the same people, one of them sensitive: nothing leaks.

Every method of every noun is in one of the tables below; a new one fails until it says how it is
scoped.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Protocol

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.keys import FernetCipher
from storage.digest_records import Edition
from storage.errors import NotFoundError
from storage.feed_records import FeedId, PostId
from storage.search import Query
from storage.store import Store
from storage.tables import Base
from storage.transaction import Transaction
from storage.types import (
    AccountId,
    GroupId,
    MemberId,
    NetworkId,
    OrganisationId,
    ProgrammeId,
    RoundId,
    SessionId,
    SpaceId,
)

MARK = "Hush "
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
LIVED_ON = datetime(2026, 11, 24, tzinfo=UTC).date()


class Life(Protocol):
    """What somebody lived through in one network; see conftest."""

    @property
    def network_id(self) -> NetworkId: ...
    @property
    def account_id(self) -> AccountId: ...
    @property
    def partner_account(self) -> AccountId: ...
    @property
    def member_id(self) -> MemberId: ...
    @property
    def organisation_id(self) -> OrganisationId: ...
    @property
    def programme_id(self) -> ProgrammeId: ...
    @property
    def round_id(self) -> RoundId: ...
    @property
    def group_id(self) -> GroupId: ...
    @property
    def report_id(self) -> str: ...


LiveIn = Callable[[NetworkId, str], Life]
Reading = Callable[[Transaction, Life], object]

BY_NETWORK: dict[str, Reading] = {
    "networks.get": lambda tx, our: tx.networks.get(our.network_id),
    "networks.spaces_of": lambda tx, our: tx.networks.spaces_of(our.network_id),
    "networks.organisers": lambda tx, our: tx.networks.organisers(our.network_id),
    "networks.is_organiser": lambda tx, our: tx.networks.is_organiser(
        our.network_id, our.account_id
    ),
    "organisations.find": lambda tx, our: tx.organisations.find(our.network_id, "Finch Consulting"),
    "organisations.known": lambda tx, our: tx.organisations.known(
        our.network_id, ["Finch Consulting", f"{MARK}Finch Consulting"]
    ),
    "domains.any_in": lambda tx, our: tx.domains.any_in(our.network_id),
    "domains.among": lambda tx, our: tx.domains.among(
        our.network_id, ["wingland.example", f"{MARK.casefold()}wingland.example"]
    ),
    "addresses.bounced_between": lambda tx, our: tx.addresses.bounced_between(
        our.network_id, LONG_AGO, datetime(2030, 1, 1, tzinfo=UTC)
    ),
    "addresses.verified_in": lambda tx, our: tx.addresses.verified_in(our.network_id),
    "organisations.names": lambda tx, our: tx.organisations.names(our.network_id),
    "organisations.with_members": lambda tx, our: tx.organisations.with_members(our.network_id),
    "interests.known": lambda tx, our: tx.interests.known(our.network_id),
    "members.find": lambda tx, our: tx.members.find(our.network_id, our.account_id, left=True),
    "members.present": lambda tx, our: tx.members.present(our.network_id),
    "members.count": lambda tx, our: tx.members.count(our.network_id),
    "members.avoid_pairs": lambda tx, our: tx.members.avoid_pairs(our.network_id),
    "programmes.running": lambda tx, our: tx.programmes.running(our.network_id),
    "programmes.all": lambda tx, our: tx.programmes.all(our.network_id),
    "stay_in_touch.never": lambda tx, our: tx.stay_in_touch.never(our.network_id),
    "stay_in_touch.again": lambda tx, our: tx.stay_in_touch.again(our.network_id),
    "introductions.told_elsewhere": lambda tx, our: tx.introductions.told_elsewhere(
        our.network_id, ProgrammeId("g_none"), datetime(2026, 1, 1, tzinfo=UTC)
    ),
    "introductions.so_far": lambda tx, our: tx.introductions.so_far(
        our.network_id, our.programme_id
    ),
    "network_codes.waiting": lambda tx, our: tx.network_codes.waiting(
        our.network_id, datetime(2020, 1, 1, tzinfo=UTC)
    ),
    "deliveries.in_state": lambda tx, our: tx.deliveries.in_state(our.network_id, "sent"),
    "deliveries.has_reached": lambda tx, our: tx.deliveries.has_reached(
        our.network_id, tx.themes.followed(our.network_id)[0].place_id
    ),
    "audit.entries": lambda tx, our: tx.audit.entries(our.network_id),
    "audit.latest": lambda tx, our: tx.audit.latest(our.network_id, "round.send", "r_1"),
    "invitations.open": lambda tx, our: tx.invitations.open(our.network_id, LONG_AGO),
    "invitations.look": lambda tx, our: tx.invitations.look(
        our.network_id, tx.invitations.open(our.network_id, LONG_AGO)[0].code, LONG_AGO
    ),
    "invitations.some": lambda tx, our: tx.invitations.some(
        our.network_id, [tx.invitations.open(our.network_id, LONG_AGO)[0].id], LONG_AGO
    ),
    "invitations.count": lambda tx, our: tx.invitations.count(our.network_id, LONG_AGO),
    "errands.under_way": lambda tx, our: tx.errands.under_way(our.network_id, "import"),
    "export.everything": lambda tx, our: tx.export.everything(our.account_id, our.network_id),
    "totals.last_told": lambda tx, our: tx.totals.last_told(our.network_id, "RoundReady"),
    "events.find": lambda tx, our: [
        tx.events.find(our.network_id, name) for name in ("TeaCamp", f"{MARK}TeaCamp")
    ],
    "events.all": lambda tx, our: tx.events.all(our.network_id),
    "events.on": lambda tx, our: tx.events.on(our.network_id, LIVED_ON),
    "camps.sectors_of_network": lambda tx, our: tx.camps.sectors_of_network(our.network_id),
    "sessions.recent": lambda tx, our: tx.sessions.recent(our.network_id),
    "notes.recent": lambda tx, our: tx.notes.recent(our.network_id),
    "themes.followed": lambda tx, our: tx.themes.followed(our.network_id),
    "themes.followers": lambda tx, our: tx.themes.followers(
        our.network_id, ["data", f"{MARK}data"]
    ),
    "themes.readers": lambda tx, our: tx.themes.readers(our.network_id, ["data", f"{MARK}data"]),
    "sessions.wishes_to_meet": lambda tx, our: tx.sessions.wishes_to_meet(our.network_id),
    "quiet_periods.of_network": lambda tx, our: tx.quiet_periods.of_network(our.network_id),
    "removals.open": lambda tx, our: tx.removals.open(our.network_id),
    "removals.taken": lambda tx, our: tx.removals.taken(our.network_id),
    "quiet_periods.at": lambda tx, our: tx.quiet_periods.at(our.network_id, LIVED_ON),
    "quiet_periods.is_quiet": lambda tx, our: tx.quiet_periods.is_quiet(our.network_id, LIVED_ON),
    "sessions.many": lambda tx, our: tx.sessions.many(_all_sessions(tx), our.network_id),
    "notes.many": lambda tx, our: tx.notes.many(_all_sessions(tx), our.network_id),
    "calls.all": lambda tx, our: tx.calls.all(our.network_id),
    "calls.open_ones": lambda tx, our: tx.calls.open_ones(our.network_id),
    "calls.own": lambda tx, our: tx.calls.own(our.member_id, our.network_id, ""),
    "search.find": lambda tx, our: tx.search.find(our.network_id, Query(), by=our.member_id),
    "search.leaders": lambda tx, our: tx.search.leaders(our.network_id),
    "search.themes_of": lambda tx, our: tx.search.themes_of(our.network_id),
    "search.words_of": lambda tx, our: tx.search.words_of(our.network_id),
    "note_drafts.of_account": lambda tx, our: tx.note_drafts.of_account(
        our.account_id, our.network_id, LONG_AGO
    ),
    "interests.vocabulary": lambda tx, our: tx.interests.vocabulary(our.network_id),
    "takeaways.of_no_event": lambda tx, our: tx.takeaways.of_no_event(our.network_id),
    "posts.sames": lambda tx, our: tx.posts.sames(our.network_id),
    "digests.of_place": lambda tx, our: tx.digests.of_place(
        our.network_id, tx.themes.followed(our.network_id)[0].place_id
    ),
    "digests.of_member": lambda tx, our: tx.digests.of_member(our.network_id, our.member_id),
    "digests.all": lambda tx, our: tx.digests.all(our.network_id),
    "digests.feeds_of": lambda tx, our: tx.digests.feeds_of(our.network_id),
    "digests.followed_since": lambda tx, our: tx.digests.followed_since(our.network_id),
    "editions.of_post": lambda tx, our: [
        found for post in _all_posts(tx) for found in tx.editions.of_post(our.network_id, post)
    ],
    "suggestions.open_of": lambda tx, our: tx.suggestions.open_of(our.network_id),
    "session_links.of_network": lambda tx, our: tx.session_links.of_network(our.network_id),
    "writing.all": lambda tx, our: tx.writing.all(our.network_id),
    "past_weeks.find": lambda tx, our: tx.past_weeks.find(
        our.network_id, our.member_id, LONG_AGO, datetime(2030, 1, 1, tzinfo=UTC)
    ),
    "blogs.of_feeds": lambda tx, our: tx.blogs.of_feeds(our.network_id, _all_feeds(tx)),
    "publishing.of": lambda tx, our: tx.publishing.of(our.network_id),
    "join_pages.of": lambda tx, our: tx.join_pages.of(our.network_id),
}
"""Reads that are given a network: of the other one there must be nothing in what they return."""

BY_NETWORK_AND_ID: dict[str, Callable[[Transaction, Life, Life], object]] = {
    "meetings.get": lambda tx, our, their: tx.meetings.get(
        tx.meetings.of_group(their.group_id)[0].id, our.network_id
    ),
    "organisations.get": lambda tx, our, their: tx.organisations.get(
        their.organisation_id, our.network_id
    ),
    "organisations.as_named": lambda tx, our, their: tx.organisations.as_named(
        their.organisation_id, our.network_id
    ),
    "domains.get": lambda tx, our, their: tx.domains.get(
        our.network_id, tx.domains.of(_wingland(tx, their))[0].name
    ),
    "members.get": lambda tx, our, their: tx.members.get(their.member_id, our.network_id),
    "members.many": lambda tx, our, their: tx.members.many([our.member_id, their.member_id]),
    "programmes.get": lambda tx, our, their: tx.programmes.get(their.programme_id, our.network_id),
    "errands.get": lambda tx, our, their: tx.errands.get(_import_of(tx, their), our.network_id),
    "errands.result": lambda tx, our, their: tx.errands.result(
        _import_of(tx, their), our.network_id
    ),
    "removals.get": lambda tx, our, their: tx.removals.get(
        _removal_of(tx, their.network_id), our.network_id
    ),
    "rounds.get": lambda tx, our, their: tx.rounds.get(their.round_id, our.network_id),
    "network_codes.get": lambda tx, our, their: tx.network_codes.get(
        _code_of(tx, their.network_id), our.network_id
    ),
    "pictures.get": lambda tx, our, their: tx.pictures.get(
        _picture_of(tx, their.network_id), our.network_id
    ),
    "rounds.group": lambda tx, our, their: tx.rounds.group(their.group_id, our.network_id),
    "events.get": lambda tx, our, their: tx.events.get(
        tx.events.all(their.network_id)[0].id, our.network_id
    ),
    "sessions.get": lambda tx, our, their: tx.sessions.get(
        tx.sessions.recent(their.network_id)[0].id, our.network_id
    ),
    "notes.get": lambda tx, our, their: tx.notes.get(
        tx.notes.recent(their.network_id)[0].session_id, our.network_id
    ),
    "takeaways.get": lambda tx, our, their: tx.takeaways.get(
        tx.takeaways.of_member(their.member_id)[0].id, our.member_id, our.network_id
    ),
    "calls.get": lambda tx, our, their: tx.calls.get(
        tx.calls.all(their.network_id)[0].id, our.network_id
    ),
    "note_drafts.get": lambda tx, our, their: tx.note_drafts.get(
        tx.note_drafts.of_account(their.account_id, their.network_id, LONG_AGO)[0].id,
        our.account_id,
        our.network_id,
    ),
    "outcomes.get": lambda tx, our, their: tx.outcomes.get(
        tx.outcomes.of_sessions([tx.sessions.recent(their.network_id)[0].id])[0].id, our.network_id
    ),
    "actions.get": lambda tx, our, their: tx.actions.get(
        tx.actions.of_sessions([tx.sessions.recent(their.network_id)[0].id])[0].id, our.network_id
    ),
    "deliveries.get": lambda tx, our, their: tx.deliveries.get(
        tx.deliveries.in_state(their.network_id, "sent")[0].seq, our.network_id
    ),
    "digests.get": lambda tx, our, their: tx.digests.get(
        tx.digests.all(their.network_id)[0].id, our.network_id
    ),
    "editions.get": lambda tx, our, their: tx.editions.get(
        _last_edition(tx, their).id, our.network_id
    ),
    "suggestions.get": lambda tx, our, their: tx.suggestions.get(
        tx.suggestions.open_of(their.network_id)[0].id, our.network_id
    ),
}
"""Reads by an id that a person may have guessed or kept: the other network's id is not found."""

BY_CHECKED_ID: dict[str, Reading] = {
    "sessions.was_asked": lambda tx, our: tx.sessions.was_asked(
        tx.sessions.recent(our.network_id)[0].id, "leader", "Ade Bello"
    ),
    "organisations.aliases": lambda tx, our: tx.organisations.aliases(_wingland(tx, our)),
    "organisation_changes.of": lambda tx, our: tx.organisation_changes.of(_wingland(tx, our)),
    "organisation_changes.split_into": lambda tx, our: tx.organisation_changes.split_into(
        _wingland(tx, our)
    ),
    "domains.of": lambda tx, our: tx.domains.of(_wingland(tx, our)),
    "organisations.members_of": lambda tx, our: tx.organisations.members_of(our.organisation_id),
    "members.accounts": lambda tx, our: tx.members.accounts(our.member_id),
    "merging.of_kept": lambda tx, our: tx.merging.of_kept(our.member_id),
    "doubles.declined": lambda tx, our: tx.doubles.declined(
        our.network_id, our.account_id, our.partner_account
    ),
    "members.avoided_by": lambda tx, our: tx.members.avoided_by(our.member_id),
    "accounts.of_members": lambda tx, our: tx.accounts.of_members([our.member_id]),
    "consents.latest": lambda tx, our: tx.consents.latest(our.member_id),
    "consents.all": lambda tx, our: tx.consents.all(our.member_id),
    "enrolments.find": lambda tx, our: tx.enrolments.find(our.programme_id, our.member_id),
    "enrolments.get": lambda tx, our: tx.enrolments.get(our.programme_id, our.member_id),
    "enrolments.of_member": lambda tx, our: tx.enrolments.of_member(our.member_id),
    "enrolments.all": lambda tx, our: tx.enrolments.all(our.programme_id),
    "enrolments.count": lambda tx, our: tx.enrolments.count(our.programme_id),
    "enrolments.due": lambda tx, our: tx.enrolments.due(
        our.programme_id, datetime(2026, 12, 1).date()
    ),
    "turns.find": lambda tx, our: tx.turns.find(our.round_id, our.member_id),
    "turns.of_round": lambda tx, our: tx.turns.of_round(our.round_id),
    "turns.seated": lambda tx, our: tx.turns.seated(our.round_id),
    "turns.given_up": lambda tx, our: tx.turns.given_up(our.round_id),
    "turns.heard": lambda tx, our: tx.turns.heard(our.round_id),
    "feedback.find": lambda tx, our: tx.feedback.find(our.group_id, our.member_id),
    "feedback.latest": lambda tx, our: tx.feedback.latest(our.member_id),
    "feedback.worth": lambda tx, our: tx.feedback.worth(our.programme_id),
    "stay_in_touch.of_member": lambda tx, our: tx.stay_in_touch.of_member(our.member_id),
    "rounds.of_period": lambda tx, our: tx.rounds.of_period(our.programme_id, "2026-12"),
    "rounds.latest": lambda tx, our: tx.rounds.latest(our.programme_id),
    "rounds.groups": lambda tx, our: tx.rounds.groups(our.round_id),
    "rounds.under_way": lambda tx, our: tx.rounds.under_way(our.programme_id),
    "rounds.left_out": lambda tx, our: tx.rounds.left_out(our.round_id),
    "rounds.recent_groups": lambda tx, our: tx.rounds.recent_groups(our.member_id),
    "rounds.open_groups": lambda tx, our: tx.rounds.open_groups(our.member_id),
    "waiting.find": lambda tx, our: tx.waiting.find(our.round_id, our.member_id),
    "waiting.of_round": lambda tx, our: tx.waiting.of_round(our.round_id),
    "rounds.report_words": lambda tx, our: tx.rounds.report_words(our.report_id),
    "introductions.past": lambda tx, our: tx.introductions.past(our.member_id),
    "meetings.led": lambda tx, our: tx.meetings.led([our.member_id]),
    "meetings.of_group": lambda tx, our: tx.meetings.of_group(our.group_id),
    "meetings.without_times": lambda tx, our: tx.meetings.without_times(our.round_id),
    "meetings.unpressed": lambda tx, our: tx.meetings.unpressed(our.round_id),
    "introductions.partners": lambda tx, our: tx.introductions.partners(our.member_id),
    "deliveries.of_round": lambda tx, our: tx.deliveries.of_round(our.round_id, "CheckIn"),
    "deliveries.tally": lambda tx, our: tx.deliveries.tally(our.round_id, "Introduced"),
    "deliveries.notice": lambda tx, our: [
        tx.deliveries.notice(one) for one in tx.deliveries.in_state(our.network_id, "sent")
    ],
    "deliveries.text": lambda tx, our: [
        tx.deliveries.text(one) for one in tx.deliveries.in_state(our.network_id, "sent")
    ],
    "schedules.find": lambda tx, our: tx.schedules.find("round", our.programme_id),
    "schedules.of_kind": lambda tx, our: tx.schedules.of_kind(our.network_id, "round"),
    "schedules.used": lambda tx, our: tx.schedules.used("round", our.programme_id, "2027-01"),
    "figures.of_programme": lambda tx, our: tx.figures.of_programme(
        tx.programmes.get(our.programme_id, our.network_id)
    ),
    "camps.written": lambda tx, our: tx.camps.written(tx.events.all(our.network_id)[0].id),
    "camps.sectors": lambda tx, our: tx.camps.sectors(tx.events.all(our.network_id)[0].id),
    "grids.seen": lambda tx, our: tx.grids.seen(tx.events.all(our.network_id)[0].id),
    "grids.free": lambda tx, our: [tx.grids.free(tx.events.all(our.network_id)[0].id)],
    "grids.trouble": lambda tx, our: tx.grids.trouble(tx.events.all(our.network_id)[0].id),
    "sessions.of_event": lambda tx, our: tx.sessions.of_event(tx.events.all(our.network_id)[0].id),
    "sessions.by_code": lambda tx, our: tx.sessions.by_code(
        tx.sessions.recent(our.network_id)[0].code
    ),
    "sessions.interested": lambda tx, our: tx.sessions.interested(
        tx.sessions.recent(our.network_id)[0].id, "interested"
    ),
    "sessions.counts": lambda tx, our: tx.sessions.counts(
        [one.id for one in tx.sessions.recent(our.network_id)], "interested"
    ),
    "calls.entries": lambda tx, our: tx.calls.entries(tx.calls.all(our.network_id)[0].id),
    "calls.counts": lambda tx, our: tx.calls.counts([tx.calls.all(our.network_id)[0].id]),
    "points.of_session": lambda tx, our: tx.points.of_session(
        tx.sessions.recent(our.network_id)[0]
    ),
    "points.find": lambda tx, our: tx.points.find(tx.sessions.recent(our.network_id)[0], "pt_"),
    "points.before": lambda tx, our: tx.points.before(tx.sessions.recent(our.network_id)[0], "pt_"),
    "points.count": lambda tx, our: tx.points.count(tx.sessions.recent(our.network_id)[0]),
    "points.latest": lambda tx, our: tx.points.latest(tx.sessions.recent(our.network_id)[0]),
    "note_posts.standing": lambda tx, our: tx.note_posts.standing(
        tx.sessions.recent(our.network_id)[0].id
    ),
    "note_posts.told": lambda tx, our: tx.note_posts.told(tx.sessions.recent(our.network_id)[0].id),
    "notices.told_about": lambda tx, our: tx.notices.told_about(
        "CheckIn", "member_id", our.member_id, LONG_AGO
    ),
    "note_posts.ever": lambda tx, our: tx.note_posts.ever(tx.sessions.recent(our.network_id)[0].id),
    "note_posts.find": lambda tx, our: tx.note_posts.find(
        tx.sessions.recent(our.network_id)[0].id, tx.themes.followed(our.network_id)[0].place_id
    ),
    "carrying.of": lambda tx, our: tx.carrying.of(tx.sessions.recent(our.network_id)[0]),
    "carrying.of_sessions": lambda tx, our: tx.carrying.of_sessions(
        tx.sessions.recent(our.network_id)
    ),
    "carrying.carried_by": lambda tx, our: tx.carrying.carried_by(our.member_id),
    "outcomes.of_sessions": lambda tx, our: tx.outcomes.of_sessions(
        [one.id for one in tx.sessions.recent(our.network_id)]
    ),
    "actions.of_sessions": lambda tx, our: tx.actions.of_sessions(
        [one.id for one in tx.sessions.recent(our.network_id)]
    ),
    "session_links.of_sessions": lambda tx, our: tx.session_links.of_sessions(
        [one.id for one in tx.sessions.recent(our.network_id)]
    ),
    "note_reminders.find": lambda tx, our: tx.note_reminders.find(our.member_id),
    "note_reminders.of_members": lambda tx, our: tx.note_reminders.of_members([our.member_id]),
    "takeaways.of_member": lambda tx, our: tx.takeaways.of_member(our.member_id),
    "takeaways.of_event": lambda tx, our: tx.takeaways.of_event(
        tx.events.all(our.network_id)[0].id
    ),
    "takeaways.of_session": lambda tx, our: tx.takeaways.of_session(
        tx.sessions.recent(our.network_id)[0].id
    ),
    "notes.find": lambda tx, our: tx.notes.find(tx.sessions.recent(our.network_id)[0]),
    "notes.history": lambda tx, our: tx.notes.history(tx.sessions.recent(our.network_id)[0]),
    "notes.of_event": lambda tx, our: tx.notes.of_event(tx.events.all(our.network_id)[0].id),
    "totals.of_round": lambda tx, our: tx.totals.of_round(
        tx.rounds.get(our.round_id, our.network_id)
    ),
    "digests.follows": lambda tx, our: tx.digests.follows(tx.digests.all(our.network_id)[0].id),
    "digests.mutes": lambda tx, our: tx.digests.mutes(tx.digests.all(our.network_id)[0].id),
    "editions.posts": lambda tx, our: tx.editions.posts(_last_edition(tx, our).id),
    "editions.last": lambda tx, our: _last_edition(tx, our),
    "editions.recent": lambda tx, our: tx.editions.recent(
        tx.digests.all(our.network_id)[0].id, LONG_AGO
    ),
    "editions.reserved": lambda tx, our: tx.editions.reserved(
        tx.digests.all(our.network_id)[0].id, _all_posts(tx)
    ),
    "writing.get": lambda tx, our: tx.writing.get(our.member_id),
    "blogs.of_member": lambda tx, our: tx.blogs.of_member(our.member_id),
}
"""Reads by an id (or record) that came from one of the above, so that it is the asker's own."""

OF_THE_WORKSPACE = {
    "addresses.of": "an account's own address, its owner's in every network",
    "addresses.same_as": "accounts; whoever asks looks for their members in one network",
    "addresses.mail_key": "what an account of the network that is given is called",
    "places.service_url": "",
    "networks.in_space": "not the sensitive ones",
    "networks.meant_by": "what this place or person chose",
    "networks.is_linked": "",
    "spaces.find": "",
    "spaces.get": "",
    "spaces.token": "",
    "spaces.home_of": "",
    "spaces.below": "",
    "installations.find": "who installed it",
    "places.get": "",
    "places.named": "channels by their names; whether a network may post there is asked of each",
    "places.channels": "a workspace's channels; whether a network may post there is asked of each",
    "places.owner": "with whom a direct message is, whatever it is about",
    "places.any_service_url": "how a workspace is reached, whoever speaks there",
    "places.direct": "the one conversation with a person, whatever it is about",
    "accounts.get": "",
    "accounts.find": "",
    "accounts.spaces_of": "",
    "network_codes.find": "by somebody who was given the code, from outside the network",
    "link_codes.find": "by somebody who was shown the code in another account of theirs",
    "link_codes.claimed_by": "by the account itself that typed the code",
}
"""Reads of the platform's own things, which have no network."""

OF_THE_WEB = {
    "feeds.get feeds.find feeds.many feeds.subscribers",
    "feeds.former_addresses",
    "feeds.free_at feeds.refusals",
    "posts.entries posts.entries_of posts.by_links posts.titles_of posts.listed",
    "posts.older posts.latest posts.copies posts.find posts.rate posts.rates posts.newest",
    "posts.recent",
    "publishing.find",
    "join_pages.find",
}
"""Reads of what anybody may read on the web; the asker gives the feeds that their network follows.

How many follow a feed is said to the site that is asked for it, and to nobody else.
"""

FOR_JOBS = {
    "deliveries.come_back",
    "members.of_account",
    "feeds.claim",
    "feeds.keep",
    "feeds.keep_all",
    "digests.followers",
    "digests.many",
    "editions.queued",
    "feeds.lock_hosts",
    "feeds.put_off",
    "feeds.lend",
    "deliveries.by_keys",
    "editions.showing",
    "networks.all",
    "networks.living_in",
    "spaces.all",
    "installations.claim",
    "installations.ended",
    "enrolments.end_pauses",
    "outbox.claim",
    "outbox.reap",
    "outbox.expire",
    "outbox.reserve",
    "outbox.hold",
    "outbox.fix_route",
    "outbox.settle",
    "outbox.hand_back",
    "deliveries.waiting",
    "deliveries.by_key",
    "errands.claim",
    "errands.finish",
    "errands.renew",
    "errands.note_progress",
    "schedules.take",
    "schedules.put_off",
    "schedules.upcoming",
    "schedules.use",
    "inbox.latest",
    "uploads.find",
    "totals.to_report",
    "totals.unsure",
    "erasure.purge",
    "invitations.hash_anew",
    "network_codes.open_until",
    "points.since",
    "rotation.places",
    "rotation.samples",
    "rotation.renew_some",
}
"""Work over all networks; never an answer to somebody."""

WRITES = {
    "addresses.keep addresses.verify addresses.mark_bounced addresses.stop",
    "networks.unlink installations.record installations.forget installations.renew",
    "installations.hold installations.give_up installations.give_state installations.take_state",
    "spaces.add_below spaces.renew_token spaces.forget_token accounts.seen_in",
    "network_codes.make network_codes.use",
    "link_codes.make link_codes.claim link_codes.use link_codes.drop doubles.decline",
    "merging.merge merging.undo merging.redirect accounts.reach_by members.remove_account",
    "networks.add networks.link networks.choose networks.add_organiser networks.remove_organiser",
    "spaces.install spaces.found_at spaces.pause spaces.resume",
    "places.see places.give places.close places.reopen",
    "accounts.see accounts.mark_gone accounts.mark_blocked",
    "organisations.add organisations.add_many organisations.merge organisations.rename",
    "organisations.describe organisations.add_aliases organisations.drop_aliases",
    "domains.suggest domains.confirm domains.drop organisation_changes.note members.verify",
    "interests.add_many interests.resolve interests.find_or_add",
    "members.join members.update members.leave members.add_account",
    "members.avoid members.unavoid",
    "consents.record audit.write inbox.first errands.ask schedules.set erasure.forget",
    "invitations.record invitations.use invitations.take_back errands.keep_result",
    "pictures.add",
    "programmes.add programmes.change programmes.end programmes.keep programmes.release",
    "turns.ask turns.answer feedback.rate feedback.tell feedback.plan_post",
    "stay_in_touch.ask stay_in_touch.undo enrolments.take_turns enrolments.rest",
    "enrolments.begin_rest enrolments.count_silence enrolments.hear enrolments.say_why_quiet",
    "enrolments.join enrolments.leave enrolments.pause enrolments.skip enrolments.record",
    "meetings.fix meetings.hold meetings.hand_over enrolments.tell_mentoring",
    "enrolments.record_later",
    "rounds.open rounds.move rounds.become rounds.mark_rehearsed rounds.answer rounds.report",
    "waiting.begin waiting.settle waiting.settle_group waiting.settle_round waiting.drop",
    "notices.queue notices.queue_all notices.change notices.remove",
    "events.add events.change sessions.add sessions.change sessions.mark sessions.ask_who",
    "grids.see grids.release grids.keep_free grids.note_trouble sessions.unmark",
    "sessions.settle_who sessions.press sessions.unpress notes.write notes.become",
    "points.hold points.write points.remember points.fold points.forget_names",
    "takeaways.add takeaways.belong takeaways.drop",
    "calls.open calls.close calls.add calls.name calls.take_back",
    "note_drafts.keep note_drafts.drop themes.follow themes.unfollow",
    "note_posts.record note_posts.show note_posts.withdraw",
    "carrying.take carrying.become carrying.name_volunteer carrying.nudge carrying.stop",
    "removals.ask removals.settle removals.note_taken notes.redact",
    "quiet_periods.add quiet_periods.remove",
    "outcomes.add actions.add actions.finish session_links.add session_links.name",
    "note_reminders.stop note_reminders.resume",
    "meetings.prepare meetings.suggest meetings.agree meetings.cancel",
    "feeds.add feeds.move feeds.restore feeds.hold_host feeds.take_hosts",
    "posts.post_for posts.record posts.same posts.differ",
    "digests.open_for_place digests.open_for_member digests.change digests.set_skip",
    "digests.deliver_until digests.follow digests.unfollow digests.mute",
    "digests.unmute editions.open editions.settle editions.change_shown",
    "suggestions.add suggestions.settle writing.set writing.drop",
    "blogs.claim blogs.agree blogs.drop publishing.set publishing.drop",
    "join_pages.open join_pages.close join_pages.welcome uploads.keep",
    "deliveries.settle_unsure deliveries.retry deliveries.drop deliveries.cancel_group",
}


def _wingland(tx: Transaction, life: Life) -> OrganisationId:
    """The organisation that has a domain and a history."""
    names = tx.organisations.names(life.network_id)
    return next(id_ for name, id_ in names if name.endswith("Wingland Council"))


def _all_sessions(tx: Transaction) -> list[SessionId]:
    return [one.id for network in tx.networks.all() for one in tx.sessions.recent(network.id)]


def _all_feeds(tx: Transaction) -> list[FeedId]:
    return [FeedId(one) for one in tx.session.scalars(select(Base.metadata.tables["feed"].c.id))]


def _all_posts(tx: Transaction) -> list[PostId]:
    return [PostId(one) for one in tx.session.scalars(select(Base.metadata.tables["post"].c.id))]


def _last_edition(tx: Transaction, life: Life) -> Edition:
    found = tx.editions.last(tx.digests.all(life.network_id)[0].id, ["delivered"])
    assert found
    return found


def _code_of(tx: Transaction, network_id: NetworkId) -> str:
    codes = Base.metadata.tables["network_code"]
    return str(tx.session.scalars(select(codes.c.id).filter_by(network_id=network_id)).one())


def _removal_of(tx: Transaction, network_id: NetworkId) -> str:
    removals = Base.metadata.tables["removal"]
    return str(tx.session.scalars(select(removals.c.id).filter_by(network_id=network_id)).one())


def _picture_of(tx: Transaction, network_id: NetworkId) -> str:
    pictures = Base.metadata.tables["picture"]
    return str(tx.session.scalars(select(pictures.c.id).filter_by(network_id=network_id)).one())


def _import_of(tx: Transaction, life: Life) -> str:
    errand = tx.errands.under_way(life.network_id, "import")
    assert errand
    return errand.id


def all_methods() -> set[str]:
    nowhere = Transaction(Session(), FernetCipher([Fernet.generate_key().decode()]))
    nouns = [name for name, prop in vars(Transaction).items() if isinstance(prop, cached_property)]
    return {
        f"{noun}.{name}"
        for noun in nouns
        for name in dir(getattr(nowhere, noun))
        if not name.startswith("_") and callable(getattr(getattr(nowhere, noun), name))
    }


@pytest.fixture
def lives(store: Store, space_id: SpaceId, live_in: LiveIn) -> tuple[Life, Life]:
    """The same people in an open network and in a sensitive one of the same workspace."""
    with store.begin() as tx:
        open_one = tx.networks.add("LocalGov Tea").id
        sensitive = tx.networks.add(f"{MARK}network", sensitive=True).id
    return live_in(open_one, ""), live_in(sensitive, MARK)


def secrets_of(store: Store, life: Life) -> set[str]:
    """What must not be seen elsewhere: the mark, and the id of every row of the network."""
    with store.begin() as tx:
        return {MARK, life.network_id, *_ids(tx, life.network_id)}


def _ids(tx: Transaction, network_id: NetworkId) -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        if "network_id" in table.columns and "id" in table.columns:
            query = select(table.c.id).where(table.c.network_id == network_id)
            yield from (str(one) for one in tx.session.scalars(query))
    rounds = select(Base.metadata.tables["round"].c.id).filter_by(network_id=network_id)
    groups = Base.metadata.tables["meeting_group"]
    query = select(groups.c.id).where(groups.c.round_id.in_(rounds))
    yield from (str(one) for one in tx.session.scalars(query))


def test_every_method_of_every_noun_says_how_it_is_scoped() -> None:
    writes = {name for line in WRITES for name in line.split()}
    of_the_web = {name for line in OF_THE_WEB for name in line.split()}
    tables: list[set[str]] = [
        set(BY_NETWORK),
        set(BY_NETWORK_AND_ID),
        set(BY_CHECKED_ID),
        set(OF_THE_WORKSPACE),
        FOR_JOBS,
        of_the_web,
        writes,
    ]
    known = set().union(*tables)
    assert all_methods() - known == set(), "say how these are scoped"
    assert known - all_methods() == set(), "these are no more"
    assert sum(map(len, tables)) == len(known), "one of them is in two tables"


def test_nothing_read_in_one_network_shows_the_other(
    store: Store, lives: tuple[Life, Life]
) -> None:
    ours, theirs = lives
    hidden = secrets_of(store, theirs)
    with store.read() as tx:
        seen = {name: repr(read(tx, ours)) for name, read in (BY_NETWORK | BY_CHECKED_ID).items()}
    leaks = {name: [one for one in hidden if one in text] for name, text in seen.items()}
    assert {name: found for name, found in leaks.items() if found} == {}
    nothing = ("None", "[]", "{}", "''", "()")
    # Whoever has a time agreed has no offer to press, so this life cannot fill both.
    assert [name for name, text in seen.items() if text in nothing] == ["meetings.unpressed"]


def test_the_marks_are_really_there_to_be_seen(store: Store, lives: tuple[Life, Life]) -> None:
    _, theirs = lives
    with store.read() as tx:
        named = {name: repr(BY_NETWORK[name](tx, theirs)) for name in ("members.present",)}
        named["text"] = repr(BY_CHECKED_ID["deliveries.text"](tx, theirs))
    assert all(MARK in text for text in named.values())


@pytest.mark.parametrize("name", sorted(BY_NETWORK_AND_ID))
def test_an_id_of_the_other_network_is_not_found(
    store: Store, lives: tuple[Life, Life], name: str
) -> None:
    ours, theirs = lives
    read = BY_NETWORK_AND_ID[name]
    with store.read() as tx:
        assert read(tx, ours, ours)
        for one, other in ((ours, theirs), (theirs, ours)):
            with pytest.raises(NotFoundError):
                read(tx, one, other)


def test_the_sensitive_network_is_not_offered_to_the_workspace(
    store: Store, lives: tuple[Life, Life], space_id: SpaceId
) -> None:
    ours, _ = lives
    with store.read() as tx:
        offered = tx.networks.in_space(space_id)
        assert [network.id for network in offered] == [ours.network_id]


def test_people_of_two_networks_cannot_avoid_or_join_each_others_things(
    store: Store, lives: tuple[Life, Life], now: datetime
) -> None:
    ours, theirs = lives
    with store.begin() as tx:
        with pytest.raises(NotFoundError):
            tx.members.avoid(ours.member_id, theirs.member_id, now)
        with pytest.raises(NotFoundError):
            tx.organisations.merge(ours.organisation_id, theirs.organisation_id, ours.network_id)
        assert tx.organisations.find(ours.network_id, f"{MARK}Finch Consulting") is None


def test_forgetting_in_one_network_leaves_the_other_as_it_was(
    store: Store, lives: tuple[Life, Life], now: datetime
) -> None:
    ours, theirs = lives
    before = everything_in(store, theirs)
    with store.begin() as tx:
        tx.erasure.forget(ours.account_id, ours.network_id, now + timedelta(days=1))
    assert everything_in(store, theirs) == before


def everything_in(store: Store, life: Life) -> dict[str, Any]:
    with store.read() as tx:
        return {name: read(tx, life) for name, read in (BY_NETWORK | BY_CHECKED_ID).items()}
