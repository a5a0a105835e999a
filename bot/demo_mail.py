"""Lets the invented people who have nothing but e-mail into the playground's first network.

Its join page is open, so that anybody else can come in by it.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from bot.command import Policy
from bot.demo import read_document
from bot.wording.members import privacy
from jobs.calendars.calendar import to_utc
from jobs.members.by_mail import open_mail_space
from storage.addresses import MAIL
from storage.queue_records import Consent
from storage.store import Store
from storage.transaction import Transaction
from storage.types import Contact, Network, Profile, Space

Row = Mapping[str, Any]


def seed_mail(store: Store, network_name: str, now: datetime, policy: Policy) -> None:
    """Open the join page and let the members by e-mail join; once."""
    rows: list[Row] = read_document()[MAIL]
    with store.begin() as tx:
        network = next(each for each in tx.networks.all() if each.name == network_name)
        if tx.join_pages.of(network.id):
            return
        organiser, *_others = tx.networks.organisers(network.id)
        tx.join_pages.open(network.id, organiser.id, now)
        space = open_mail_space(tx, network)
        for row in rows:
            if row["member"]:
                _let_in(tx, network, space, row, now, privacy.version(policy))


def _let_in(
    tx: Transaction, network: Network, space: Space, row: Row, now: datetime, notice_version: str
) -> None:
    key = tx.addresses.mail_key(network.id, row["email"])
    account = tx.accounts.see(key, space.id, row["name"])
    tx.addresses.keep(account.id, row["email"], "mail", now, verified=True)
    joined = to_utc(date.fromisoformat(f"{row['joined']}-02"), time(10), "Europe/London")
    member = tx.members.join(network.id, account.id, _profile(tx, network, row), joined)
    tx.consents.record(Consent(member.id, "joined", notice_version, joined, MAIL))
    for programme in tx.programmes.running(network.id):
        tx.enrolments.join(programme.id, member.id, joined)


def _profile(tx: Transaction, network: Network, row: Row) -> Profile:
    organisation = tx.organisations.find(network.id, row["organisation"])
    return Profile(
        name=row["name"],
        organisation_id=organisation.id if organisation else None,
        sector=organisation.sector if organisation else "",
        profession=row["profession"],
        region=row["region"],
        interests=tuple(row["interests"]),
        topics=row["topics"],
        contact=Contact(row["contact"]["email"], row["contact"]["phone"]),
        ease=row["ease"],
    )
