"""One person's life in a network: a row in every table, every name after a word."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import tables
from storage.enrolments import Outcome
from storage.invitations import Entry, Invited
from storage.notice_queue import To
from storage.notices import Notice
from storage.notices.introductions import CheckIn, Introduced, LeftOutOfRound
from storage.notices.notes import NoteToRead
from storage.notices.rounds import RoundReady
from storage.notices.taking_part import Kept
from storage.outbox import Settled
from storage.programmes import Plan
from storage.queue_records import AuditEntry, Consent
from storage.round_records import Group, Programme, Table
from storage.rounds import Dates
from storage.store import Store
from storage.transaction import Transaction
from storage.types import (
    AccountId,
    Contact,
    GroupId,
    Member,
    MemberId,
    NetworkId,
    OrganisationId,
    Profile,
    ProgrammeId,
    RoundId,
    SessionId,
    SpaceId,
)
from tests.support.across_rows import across_rows
from tests.support.camp_rows import camp_rows
from tests.support.digest_rows import digest_rows


@dataclass(frozen=True)
class Life:
    """Somebody who took part in everything, and one other who met them."""

    network_id: NetworkId
    account_id: AccountId
    member_id: MemberId
    partner_account: AccountId
    partner_id: MemberId
    organisation_id: OrganisationId
    programme_id: ProgrammeId
    round_id: RoundId
    group_id: GroupId
    proposed_round_id: RoundId
    report_id: str


def live_through(
    store: Store,
    network_id: NetworkId,
    space_id: SpaceId,
    people: tuple[AccountId, AccountId, AccountId],
    word: str,
    now: datetime,
) -> Life:
    """Live through everything that there is a table for; `people`: the one, a partner, a third."""
    with store.begin() as tx:
        life = _Living(tx, network_id, space_id, people, word, now).live()
    _deliver(store, life, word, now)
    with store.begin() as tx:
        kept = Kept(life.account_id, f"later {word}canary-command")
        tx.notices.queue(network_id, kept, [To(space_id, account_id=life.account_id)], now)
    return life


@dataclass(frozen=True)
class _Living:
    tx: Transaction
    network_id: NetworkId
    space_id: SpaceId
    people: tuple[AccountId, AccountId, AccountId]
    word: str
    now: datetime

    def live(self) -> Life:
        tx, now = self.tx, self.now
        canary, partner, third = self.join()
        self.organise()
        programme = self.set_up(canary.id, partner.id, third.id)
        group = self.meet(programme, (canary.id, partner.id), third.id)
        tx.rounds.answer(group, canary.id, "met", now)
        rude = f"{self.word}the partner was rude to Canary"
        report_id = tx.rounds.report(group, canary.id, rude, now)
        proposed = tx.rounds.open(programme, "2027-01", 8, _dates(now + timedelta(days=40)))
        assert proposed is not None
        pair = Table((canary.id, partner.id), 30.0)
        tx.rounds.seating.propose(proposed, [pair], [(third.id, "odd")], 99.0, [])
        self.notify(group, canary.id, partner.id)
        self.come_back(programme, group, canary.id, partner.id)
        return Life(
            self.network_id,
            self.people[0],
            canary.id,
            self.people[1],
            partner.id,
            canary.profile.organisation_id or OrganisationId(""),
            programme.id,
            group.round_id,
            group.id,
            proposed.id,
            report_id,
        )

    def join(self) -> tuple[Member, Member, Member]:
        tx, word, now = self.tx, self.word, self.now
        own = tx.organisations.add(self.network_id, f"{word}Finch Consulting", "supplier", "")
        profile = Profile(
            name=f"{word}Canary Finch",
            organisation_id=own.id,
            interests=(f"{word}miniature cages", "data"),
            topics=f"{word}How to sing in a mine",
            contact=Contact(email=f"{word}canary@feather.example", phone="01632 960123"),
            ease=f"{word}Feather sign language",
            days=(1, 4),
            zone=f"{word}Atlantic/Feather",
        )
        canary = tx.members.join(self.network_id, self.people[0], profile, now)
        pat, sam = (Profile(f"{word}{name}", None) for name in ("Pat Reed", "Sam Oak"))
        partner = tx.members.join(self.network_id, self.people[1], pat, now)
        third = tx.members.join(self.network_id, self.people[2], sam, now)
        tx.consents.record(Consent(canary.id, "joined", f"{word}1", now, "card"))
        tx.members.avoid(canary.id, third.id, now)
        tx.members.avoid(third.id, canary.id, now)
        return canary, partner, third

    def next_year(self, partner: MemberId) -> list[tables.StayInTouchRow]:
        """Two others wish to be introduced again."""
        third = self.tx.members.find(self.network_id, self.people[2])
        assert third
        wish = {"wish": "next year", "asked_at": self.now}
        return [
            tables.StayInTouchRow(member_id=one, other_id=other, **wish)
            for one, other in ((partner, third.id), (third.id, partner))
        ]

    def come_back(
        self, programme: Programme, group: Group, canary: MemberId, partner: MemberId
    ) -> None:
        """A row in every table that is about meeting again, each with a word of the canary's."""
        tx, word, now = self.tx, self.word, self.now
        sealed, mine = tx.cipher.seal(f"{word}How to sing in a mine"), self.people[0]
        meeting = {"id": f"y_{word}", "number": 1, "state": "agreed", "way": "phone"}
        meeting |= {"minutes": 30, "sequence": 0, "led_by": canary, "suggested_by": canary}
        met = tables.MeetingRow(group_id=group.id, where_sealed=sealed, starts_at=now, **meeting)
        said = {"worth": "yes", "share": "named", "said_at": now, "thing_sealed": sealed}
        codes = {"created_at": now, "expires_at": now}
        other_home = tx.spaces.install("slack", "T2", f"T2{word}", f"{word}Other workspace").id
        tx.networks.link(self.network_id, other_home, default=False)
        tx.programmes.keep(programme.id, programme.network_id, mine)
        a, b = sorted((canary, partner))
        rows = [
            met,
            tables.TurnRow(round_id=group.round_id, member_id=canary, answer="in"),
            tables.WaitingRow(
                round_id=group.round_id, member_id=canary, why="late", since=now, ready_at=now
            ),
            tables.FeedbackRow(group_id=group.id, member_id=canary, **said),
            tables.StayInTouchRow(member_id=canary, other_id=partner, wish="never", asked_at=now),
            *self.next_year(partner),
            tables.PastMeetingRow(a_id=a, b_id=b, programme_id=programme.id, met_at=now),
            tables.InvitationRow(
                id=f"i_{word}",
                network_id=self.network_id,
                programme_id=programme.id,
                made_by=mine,
                member_id=canary,
                details_sealed=sealed,
                used_at=now,
                **codes,
            ),
            tables.NetworkCodeRow(
                id=f"k_{word}",
                network_id=self.network_id,
                code_hash=f"{word}hash",
                made_by=mine,
                **codes,
            ),
            tables.PictureRow(
                id=f"pic_{word}",
                network_id=self.network_id,
                png=b"totals",
                alt=f"{word} totals",
                created_at=now,
            ),
            tables.InstallationRow(
                space_id=other_home,
                org_wide=False,
                bot_user="U1",
                installed_by=mine,
                installed_at=now,
            ),
            tables.AccountSpaceRow(account_id=mine, space_id=other_home, seen_at=now),
        ]
        for row in rows:
            tx.session.merge(row)
            tx.session.flush()
        place = programme.place_id
        for row in (
            *camp_rows(self.network_id, place, canary, mine, word, tx.cipher, now),
            *digest_rows(self.network_id, place, canary, mine, word, now),
            *across_rows(
                self.network_id, canary, partner, mine, self.people[1], word, tx.cipher, now
            ),
        ):
            tx.session.merge(row)
            tx.session.flush()
        swift = Entry(Invited(f"{word}Robin Swift", organisation=f"{word}Nesting Trust"))
        tx.invitations.record(self.network_id, programme.id, [swift], [], mine, now)
        self.follow_notes(mine)

    def follow_notes(self, mine: AccountId) -> None:
        """In their own direct message, where the notes of the session above come."""
        own = self.tx.places.see(self.space_id, "D-canary", "direct", "Canary Finch", mine)
        self.tx.themes.follow(self.network_id, own.id, f"{self.word}data", mine, self.now)
        to, notice = To(self.space_id, account_id=mine), NoteToRead(SessionId(f"s_{self.word}"))
        self.tx.notices.queue(self.network_id, notice, [to], self.now)

    def organise(self) -> None:
        tx, canary = self.tx, self.people[0]
        for account in self.people[:2]:
            tx.networks.add_organiser(self.network_id, account, self.now)
        tx.networks.link(self.network_id, self.space_id, default=False)
        tx.networks.choose(canary, self.space_id, self.network_id)
        tx.places.see(self.space_id, "D-canary", "direct", "Canary Finch", canary)
        tx.errands.ask(self.network_id, "import", {"place": "x"}, canary, self.now)
        errand = tx.errands.under_way(self.network_id, "import")
        assert errand is not None
        tx.errands.keep_result(errand, f"{self.word}Robin Swift, row 2")
        entry = AuditEntry(self.now, canary, "round.send", f"{self.word}r_1", {"round": "r_1"})
        tx.audit.write(self.network_id, entry)

    def set_up(self, *members: MemberId) -> Programme:
        tx, word = self.tx, self.word
        place = tx.places.see(self.space_id, f"C-{word}tea", "channel", f"{word}tea")
        tx.places.give(place.id, self.network_id)
        programme = tx.programmes.add(self.network_id, Plan(f"{word}Unmentoring", place.id))
        for member in members:
            tx.enrolments.join(programme.id, member, self.now)
        tx.enrolments.record(programme.id, [Outcome(members[0], 12.0, 1.5, sat_out=True)])
        tx.schedules.set(self.network_id, "round", programme.id, "2027-01", self.now)
        return programme

    def meet(
        self, programme: Programme, pair: tuple[MemberId, MemberId], left_out: MemberId
    ) -> Group:
        tx, now, why = self.tx, self.now, f"{self.word}nobody else"
        missed = tx.rounds.open(programme, "2026-11", 7, _dates(now - timedelta(days=30)))
        round_ = tx.rounds.open(programme, "2026-12", 7, _dates(now))
        assert round_ is not None
        assert missed is not None
        tx.rounds.seating.propose(missed, [], [(pair[0], why)], 0.0, [])
        tx.rounds.become(missed, "open", now, only_from="proposed")
        tx.rounds.seating.propose(round_, [Table(pair, 26.0)], [(left_out, why)], 100.0, [])
        tx.rounds.become(round_, "open", now, only_from="proposed")
        tx.rounds.seating.introduce(round_.id, now)
        (group,) = tx.rounds.groups(round_.id)
        return group

    def notify(self, group: Group, canary: MemberId, partner: MemberId) -> None:
        chat = To(self.space_id, group_id=group.id)
        to_canary, to_partner = (
            To(self.space_id, account_id=account) for account in self.people[:2]
        )
        items: list[tuple[Notice, To]] = [
            (Introduced(group.id), chat),
            (CheckIn(group.id, canary, last=False), to_canary),
            (CheckIn(group.id, partner, last=False), to_partner),
            (RoundReady(group.round_id), to_partner),
            (LeftOutOfRound(group.round_id, partner), to_partner),
        ]
        self.tx.notices.queue_all(self.network_id, items, self.now, round_id=group.round_id)


def _dates(start: datetime) -> Dates:
    return Dates(*(start + timedelta(days=days) for days in (0, 10, 20, 28)))


def _deliver(store: Store, life: Life, word: str, now: datetime) -> None:
    """Send what can be sent, lane after lane; only the last kind cannot name the canary."""
    for _ in range(4):
        with store.begin() as tx:
            for claimed in tx.outbox.claim("ready", now, timedelta(seconds=30), 50):
                delivery = claimed.delivery
                place = "D-canary" if delivery.account_id == life.account_id else "D-other"
                to_pat = isinstance(tx.deliveries.notice(delivery), LeftOutOfRound)
                name = f"{word}Pat Reed" if to_pat else f"{word}Canary Finch"
                ours = delivery.network_id == life.network_id
                tx.outbox.fix_route(claimed, place, f"Dear {name}" if ours else "Dear all", now)
                tx.outbox.settle(claimed, Settled("sent", remote_ref="1.1"), now)
