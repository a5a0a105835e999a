"""Consent and audit are written once, and read in order."""

from datetime import UTC, datetime, timedelta

from storage.queue_records import Consent
from storage.store import Store
from storage.types import AccountKey, Profile

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


def test_the_last_choice_counts_and_every_choice_is_kept(store: Store) -> None:
    with store.begin() as tx:
        network = tx.networks.add("LocalGov Tea")
        space = tx.spaces.install("slack", "T1", "T1", "Tea")
        account = tx.accounts.see(AccountKey("slack", "T1", "U1"), space.id, "Ada")
        member = tx.members.join(network.id, account.id, Profile("Ada", None), NOW)
        assert tx.consents.latest(member.id) is None
        joined = Consent(member.id, "joined", "3", NOW, "card")
        withdrawn = Consent(member.id, "withdrawn", "3", NOW + timedelta(days=9))
        tx.consents.record(joined)
        tx.consents.record(withdrawn)
    with store.read() as tx:
        assert tx.consents.latest(member.id) == withdrawn
        assert tx.consents.all(member.id) == [joined, withdrawn]
