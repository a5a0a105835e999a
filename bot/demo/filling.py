"""Fills an empty store with the playground's invented networks: members and a year of rounds.

The first network spans all workspaces. Others live beside it in one of them, so that there the
place, the scheme or the person's choice says which is meant.
Everything goes through the same doors as in real life; only the past is written directly, since
nobody is told again what they were told months ago.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from importlib.resources import files
from typing import Any

from bot.command import Policy
from bot.demo.camps import Cast, fill_camps, see_places
from bot.starter import give_starter_lists
from bot.wording.members import privacy
from jobs.calendars.calendar import to_utc
from jobs.delivery.reaching import read_addresses
from jobs.rounds import dates, rounds
from storage.naming import fold
from storage.notice_queue import To
from storage.notices.channels import JoinCard
from storage.notices.introductions import CheckIn
from storage.programmes import Plan
from storage.queue_records import Consent
from storage.round_records import Group, MeetAnswer, Programme, Round, Table, Timing
from storage.rounds import Dates
from storage.store import Store
from storage.transaction import Transaction
from storage.types import (
    AccountKey,
    Contact,
    Member,
    MemberId,
    Network,
    Organisation,
    Profile,
    Space,
)

Person = Mapping[str, Any]
_ANSWERS: dict[str, MeetAnswer] = {"met": "met", "not yet": "not yet", "can't": "cannot"}
_SCHEME = "Unmentoring, monthly"
_CHANNEL = "C0UNMENTOR"


def read_document() -> Mapping[str, Any]:
    """Return the invented network, as its data file says it."""
    text = files("bot.playground").joinpath("network.json").read_text(encoding="utf-8")
    document: Mapping[str, Any] = json.loads(text)
    return document


def read_profile(person: Mapping[str, Any], organisation: Organisation | None) -> Profile:
    """Return what an invented person has told, as the data file says it."""
    return Profile(
        name=person["name"],
        organisation_id=organisation.id if organisation else None,
        sector=organisation.sector if organisation else "",
        profession=person["profession"],
        region=person["region"],
        interests=tuple(person["interests"]),
        topics=person["topics"],
        contact=Contact(person["contact"]["email"], person["contact"]["phone"]),
        ease=person["ease"],
    )


def seed_demo(
    store: Store,
    network_name: str,
    now: datetime,
    token_of: Callable[[str], str],
    policy: Policy,
) -> None:
    """Fill the store, unless it has networks already.

    Its members have read this policy's privacy notice.
    """
    with store.begin() as tx:
        if tx.networks.all():
            return
        demo = Demo(tx, read_document(), now, token_of, policy)
        demo.fill(network_name)
        demo.fill_beside(network_name)


class Demo:
    """One filling of one store."""

    def __init__(
        self,
        tx: Transaction,
        document: Mapping[str, Any],
        now: datetime,
        token_of: Callable[[str], str],
        policy: Policy,
    ) -> None:
        self._token_of = token_of
        self._notice_version = privacy.version(policy)
        self._tx = tx
        self._document = document
        self._now = now
        self._members: dict[str, Member] = {}
        self._organisations: dict[str, Organisation] = {}

    def fill(self, network_name: str) -> None:
        """Write the first network, its workspaces, people, scheme and past rounds."""
        tx = self._tx
        network = tx.networks.add(network_name)
        give_starter_lists(tx, network.id)
        spaces = {w["id"]: self._add_space(network, w) for w in self._document["workspaces"]}
        self._add_organisations(network, self._document["organisations"])
        timing = Timing(starts=date(2025, 12, 1))
        programme = self._add_programme(network, _SCHEME, _CHANNEL, timing)
        for person in self._document["people"]:
            self._add_person(network, spaces[person["workspace"]], programme, person)
        self._add_avoided()
        self._post_card(programme)
        for number, row in enumerate(self._document["rounds"]):
            last = number == len(self._document["rounds"]) - 1
            self._add_round(programme, row, is_open=last)
        rounds.schedule_next(tx, programme, self._now)
        self._fill_camps(network)

    def _fill_camps(self, network: Network) -> None:
        book = read_addresses(self._tx, [member.id for member in self._members.values()])
        accounts = {
            user: account.id
            for user, member in self._members.items()
            if (account := book.find(member.id))
        }
        places = see_places(self._tx, self._document["channels"])
        cast = Cast(network, self._members, accounts, places)
        fill_camps(self._tx, self._document, cast, self._now)

    def fill_beside(self, first: str) -> None:
        """Write the networks that live beside the first one; none may have its name."""
        for row in self._document["beside"]:
            if fold(row["name"]) != fold(first):
                self._fill_beside(row)

    def _fill_beside(self, row: Mapping[str, Any]) -> None:
        tx = self._tx
        network = tx.networks.add(row["name"])
        give_starter_lists(tx, network.id)
        self._share_spaces(network, row["workspaces"])
        people = {person["id"]: person for person in self._document["people"]}
        there = {people[each["id"]]["organisation"] for each in row["members"]}
        found = [each for each in self._document["organisations"] if each["name"] in there]
        self._add_organisations(network, found)
        starts = date.fromisoformat(row["timing"]["starts"])
        timing = Timing(**{**row["timing"], "starts": starts})
        programme = self._add_programme(network, row["scheme"], row["channel"], timing)
        for each in row["members"]:
            organiser = each["id"] in row["organisers"]
            person = {**people[each["id"]], **each, "member": True, "organiser": organiser}
            space = tx.spaces.find("slack", person["workspace"])
            self._add_person(network, space, programme, person)
        self._post_card(programme)
        rounds.schedule_next(tx, programme, self._now)

    def _share_spaces(self, network: Network, teams: list[str]) -> None:
        """Where several networks live, none of them is what is meant by default."""
        for team in teams:
            space = self._tx.spaces.find("slack", team)
            for other in self._tx.networks.living_in(space.id):
                self._tx.networks.link(other.id, space.id, default=False)
            self._tx.networks.link(network.id, space.id, default=False)

    def _add_organisations(self, network: Network, rows: list[Mapping[str, Any]]) -> None:
        for row in rows:
            self._organisations[row["name"]] = self._tx.organisations.add(
                network.id, row["name"], row["sector"], row["region"], tuple(row["aliases"])
            )
        owned = [(d, self._organisations[row["name"]].id) for row in rows for d in row["domains"]]
        self._tx.domains.suggest(network.id, owned)

    def _post_card(self, programme: Programme) -> None:
        place = self._tx.places.get(programme.place_id)
        card = To(place.space_id, place_id=place.id)
        self._tx.notices.queue(programme.network_id, JoinCard(programme.id), [card], self._now)

    def _add_space(self, network: Network, workspace: Mapping[str, str]) -> Space:
        team = workspace["id"]
        token = self._token_of(team)
        space = self._tx.spaces.install("slack", team, team, workspace["name"], token)
        self._tx.networks.link(network.id, space.id, default=True)
        return space

    def _add_programme(
        self, network: Network, scheme: str, channel_id: str, timing: Timing
    ) -> Programme:
        channel = next(c for c in self._document["channels"] if c["id"] == channel_id)
        space = self._tx.spaces.find("slack", channel["workspace"])
        place = self._tx.places.see(space.id, channel["id"], "channel", channel["name"])
        self._tx.places.give(place.id, network.id)
        return self._tx.programmes.add(network.id, Plan(scheme, place.id, timing=timing))

    def _add_person(
        self, network: Network, space: Space, programme: Programme, person: Person
    ) -> None:
        tx = self._tx
        key = AccountKey("slack", person["workspace"], person["id"])
        account = tx.accounts.see(key, space.id, person["name"], guest=person["guest"])
        if person["organiser"]:
            tx.networks.add_organiser(network.id, account.id, self._now)
        if not person["member"]:
            return
        joined = _moment(date.fromisoformat(f"{person['joined']}-01"))
        profile = read_profile(person, self._organisations.get(person["organisation"]))
        member = tx.members.join(network.id, account.id, profile, joined)
        self._members[person["id"]] = member
        read = Consent(member.id, "joined", self._notice_version, joined, "slack")
        tx.consents.record(read)
        tx.enrolments.join(programme.id, member.id, joined)
        if person["paused_until"]:
            until = date.fromisoformat(person["paused_until"])
            tx.enrolments.pause(programme.id, member.id, until)
        if person["deactivated"]:
            tx.accounts.mark_gone(account.id)

    def _add_avoided(self) -> None:
        for one, other in self._document["avoid"]:
            self._tx.members.avoid(self._members[one].id, self._members[other].id, self._now)

    def _add_round(self, programme: Programme, row: Mapping[str, Any], *, is_open: bool) -> None:
        tx = self._tx
        sent_at = datetime.fromisoformat(row["introduced_at"])
        steps = dates.dates_of(programme, sent_at)
        round_ = tx.rounds.open(programme, row["month"], 1, steps)
        if round_ is None:
            return
        tables = [Table(self._ids(group["members"]), 50.0) for group in row["groups"]]
        tx.rounds.seating.propose(round_, tables, [], 99.0, [])
        fresh = tx.rounds.get(round_.id, round_.network_id)
        tx.rounds.become(fresh, "open", sent_at, only_from="proposed")
        tx.rounds.seating.introduce(round_.id, sent_at)
        groups = tx.rounds.groups(round_.id)
        self._answer(groups, row, steps)
        opened = tx.rounds.get(round_.id, round_.network_id)
        if is_open:
            tx.schedules.set(round_.network_id, "close", round_.id, row["month"], steps.close_at)
            self._ask(opened, groups)
        else:
            tx.rounds.become(opened, "closed", steps.close_at, only_from="open")

    def _answer(self, groups: list[Group], row: Mapping[str, Any], steps: Dates) -> None:
        said = {
            self._members[user].id: _ANSWERS[answer]
            for group in row["groups"]
            for user, answer in group["answers"].items()
        }
        for group in groups:
            for member_id in group.members:
                if member_id in said:
                    self._tx.rounds.answer(group, member_id, said[member_id], steps.check_in_at)

    def _ask(self, round_: Round, groups: list[Group]) -> None:
        """The people whom the page offers to be have their question waiting for them."""
        menu = {p["id"] for p in self._document["people"] if p["menu"]}
        asked = {self._members[user].id for user in menu if user in self._members}
        book = read_addresses(self._tx, sorted(asked))
        for group in groups:
            for seat in group.seats:
                if seat.member_id in asked and seat.answer != "met":
                    notice = CheckIn(group.id, seat.member_id, last=True)
                    self._tx.notices.queue_all(
                        round_.network_id,
                        book.tell(seat.member_id, notice),
                        self._now,
                        round_id=round_.id,
                    )

    def _ids(self, users: list[str]) -> tuple[MemberId, ...]:
        return tuple(self._members[user].id for user in users)


def _moment(day: date) -> datetime:
    return to_utc(day, time(10), "Europe/London")
