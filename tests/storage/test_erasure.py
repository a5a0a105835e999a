"""Forgetting somebody leaves nothing to find them by, and other people's history as it was."""

import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import inspect, make_url, text

from storage import erasure, export
from storage.errors import LastOrganiserError, NotFoundError, StaleError
from storage.notices import KINDS
from storage.people import personal_columns
from storage.purging import Retention
from storage.round_records import Table
from storage.store import Store
from storage.traces import kinds_about_anybody, naming_fields
from storage.transaction import Transaction
from storage.types import (
    AccountId,
    AccountKey,
    GroupId,
    MemberId,
    NetworkId,
    Profile,
    RoundId,
    SpaceId,
)

CANARY_WORDS = (
    "Canary Finch",
    "canary finch",
    "U-canary",
    "canary@feather.example",
    "01632 960123",
    "How to sing in a mine",
    "Feather sign language",
    "tue fri",
    "Atlantic/Feather",
    "Finch Consulting",
    "finch consulting",
    "miniature cages",
    "the partner was rude to Canary",
    "D-canary",
    "canary-command",
)


class Life(Protocol):
    """Somebody who took part in everything, and one other who met them; see conftest."""

    @property
    def account_id(self) -> AccountId: ...
    @property
    def member_id(self) -> MemberId: ...
    @property
    def partner_account(self) -> AccountId: ...
    @property
    def partner_id(self) -> MemberId: ...
    @property
    def round_id(self) -> RoundId: ...
    @property
    def group_id(self) -> GroupId: ...
    @property
    def proposed_round_id(self) -> RoundId: ...


def all_rows(tx: Transaction) -> Iterator[tuple[str, dict[str, Any]]]:
    connection = tx.session.connection()
    for table in inspect(connection).get_table_names():
        for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():  # noqa: S608
            yield table, dict(row)


def opened_dump(tx: Transaction) -> str:
    """Everything that the database holds, sealed columns opened."""
    parts: list[str] = []
    for table, row in all_rows(tx):
        sealed = [value for name, value in row.items() if name.endswith("_sealed") and value]
        parts.append(f"{table} {row} {[tx.cipher.open(value) for value in sealed]}")
    return "\n".join(parts)


def test_every_column_that_names_a_person_has_a_rule_for_export_and_for_erasure() -> None:
    assert set(erasure.RULES) == set(personal_columns())
    assert set(export.RULES) == set(personal_columns())


def test_every_notice_says_whom_it_names_or_may_name_anybody() -> None:
    telling = naming_fields(MemberId) | naming_fields(GroupId)
    silent = {name for name, kind in KINDS.items() if not telling & {f.name for f in fields(kind)}}
    assert silent == set(kinds_about_anybody())
    assert {"Kept", "RoundReady", "UnsureList"} <= silent
    assert {"member_id", "to_member", "reporter"} <= naming_fields(MemberId)


def test_the_canary_can_be_found_before(store: Store, life: Life) -> None:
    with store.begin() as tx:
        dump = opened_dump(tx)
    assert [word for word in CANARY_WORDS if word not in dump] == []


def test_after_forgetting_no_word_of_the_canary_is_left(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        tx.erasure.forget(life.account_id, network_id, now)
    with store.begin() as tx:
        dump = opened_dump(tx)
    assert [word for word in CANARY_WORDS if word in dump] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_after_forgetting_the_sqlite_file_itself_holds_no_word(
    store: Store, life: Life, network_id: NetworkId, now: datetime, database_url: str
) -> None:
    with store.begin() as tx:
        tx.erasure.forget(life.account_id, network_id, now)
    store.close()
    file = Path(make_url(database_url).database or "")
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert _words_in(file) == []
    with sqlite3.connect(file) as connection:
        connection.execute("VACUUM")
    connection.close()
    assert _words_in(file) == []


def _words_in(file: Path) -> list[str]:
    raw = file.read_bytes()
    return [word for word in CANARY_WORDS if word.encode() in raw]


def test_other_peoples_history_and_lists_stay_right(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        tx.erasure.forget(life.account_id, network_id, now)
    with store.read() as tx:
        group = tx.rounds.group(life.group_id, network_id)
        assert set(group.members) == {life.member_id, life.partner_id}
        assert life.member_id in tx.introductions.partners(life.partner_id)
        assert tx.members.many(group.members)[life.member_id].name == ""
        (pair,) = tx.members.avoid_pairs(network_id)
        assert life.member_id in pair
        assert tx.members.avoided_by(life.member_id) == []
        assert {one.name for one in tx.members.present(network_id)} == {"Pat Reed", "Sam Oak"}
        assert tx.members.find(network_id, life.account_id, left=True) is None


def test_the_choice_to_withdraw_is_kept_as_proof(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        tx.erasure.forget(life.account_id, network_id, now)
    with store.read() as tx:
        kinds = [consent.kind for consent in tx.consents.all(life.member_id)]
    assert kinds == ["joined", "withdrawn"]


def test_a_plan_is_made_anew_without_them(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.read() as tx:
        previewed = tx.rounds.get(life.proposed_round_id, network_id)
    with store.begin() as tx:
        tx.erasure.forget(life.account_id, network_id, now)
    with store.read() as tx:
        assert tx.rounds.groups(life.proposed_round_id) == []
    alone = Table((life.partner_id,), 0.0)
    with pytest.raises(StaleError), store.begin() as tx:
        tx.rounds.seating.propose(previewed, [alone], [], 0.0, [])


def test_what_was_not_sent_to_them_is_never_sent(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        tx.erasure.forget(life.account_id, network_id, now)
    with store.begin() as tx:
        assert tx.outbox.claim("ready", now + timedelta(days=1), timedelta(seconds=9), 50) == []


def test_messages_that_name_nobody_or_others_keep_their_words(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        tx.erasure.forget(life.account_id, network_id, now)
    with store.begin() as tx:
        kept = [
            row["notice_id"]
            for table, row in all_rows(tx)
            if table == "delivery" and row["text_sealed"]
        ]
        kinds = {
            row["kind"] for table, row in all_rows(tx) if table == "notice" and row["id"] in kept
        }
    assert kinds == {"LeftOutOfRound"}


def test_forgetting_twice_says_that_nobody_is_there_to_forget_but_breaks_nothing(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        tx.erasure.forget(life.account_id, network_id, now)
    with store.begin() as tx:
        before = opened_dump(tx).replace("erased-", "")
        tx.erasure.forget(life.account_id, network_id, now + timedelta(days=1))
        assert len(opened_dump(tx).splitlines()) == len(before.splitlines())
        with pytest.raises(NotFoundError):
            tx.erasure.forget(AccountId("a_nobody"), network_id, now)


def test_who_comes_back_is_a_stranger(
    store: Store, life: Life, network_id: NetworkId, space_id: SpaceId, now: datetime
) -> None:
    with store.begin() as tx:
        tx.erasure.forget(life.account_id, network_id, now)
        key = AccountKey("slack", "T1", "U-canary")
        again = tx.accounts.see(key, space_id, "Canary Finch")
        assert again.id != life.account_id
        member = tx.members.join(network_id, again.id, Profile("Canary Finch", None), now)
        assert member.id != life.member_id
        assert tx.introductions.partners(member.id) == {}


def test_another_network_keeps_what_it_knows(
    store: Store, life: Life, network_id: NetworkId, space_id: SpaceId, now: datetime
) -> None:
    with store.begin() as tx:
        other = tx.networks.add("Choir").id
        tx.networks.link(other, space_id, default=False)
        there = tx.members.join(other, life.account_id, Profile("Canary Finch", None), now)
        tx.erasure.forget(life.account_id, network_id, now)
    with store.read() as tx:
        assert tx.members.find(other, life.account_id) == there
        assert tx.accounts.get(life.account_id).key.user == "U-canary"
        assert tx.members.find(network_id, life.account_id, left=True) is None
        assert tx.places.direct(life.account_id, space_id) is not None
        assert not tx.networks.is_organiser(network_id, life.account_id)


def test_a_second_account_is_forgotten_with_the_first(
    store: Store, life: Life, network_id: NetworkId, space_id: SpaceId, now: datetime
) -> None:
    with store.begin() as tx:
        phone = tx.accounts.see(AccountKey("slack", "T1", "U-canary-phone"), space_id, "Canary")
        tx.members.add_account(life.member_id, phone.id)
        tx.erasure.forget(phone.id, network_id, now)
    with store.begin() as tx:
        assert "canary" not in opened_dump(tx).casefold()


def test_the_last_organiser_is_asked_to_find_another_first(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        tx.networks.remove_organiser(network_id, life.partner_account)
    with pytest.raises(LastOrganiserError), store.begin() as tx:
        tx.erasure.forget(life.account_id, network_id, now)
    with store.read() as tx:
        assert tx.members.get(life.member_id, network_id).name == "Canary Finch"


def test_texts_are_kept_for_thirty_days_and_the_purge_may_run_again(
    store: Store, life: Life, now: datetime
) -> None:
    with store.begin() as tx:
        tx.inbox.first("slack", "Ev1", now)
        assert tx.erasure.purge(now + timedelta(days=2)) == 1  # a file that no job came for
        assert tx.erasure.purge(now + timedelta(days=6)) == 0
        assert tx.erasure.purge(now + timedelta(days=8)) == 1
        assert "Dear Canary Finch" in opened_dump(tx)
        assert tx.erasure.purge(now + timedelta(days=31)) > 0
        assert "Dear Canary Finch" not in opened_dump(tx)
        assert "canary-command" not in opened_dump(tx)
        assert tx.erasure.purge(now + timedelta(days=31)) == 0


def test_after_the_months_of_retention_nobody_knows_who_met_whom(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        round_ = tx.rounds.get(life.round_id, network_id)
        tx.rounds.become(round_, "closed", now, only_from="open")
        tx.erasure.purge(now + timedelta(days=29 + 7 * 365 // 12), Retention(months=6))
        assert tx.introductions.partners(life.partner_id) == {}
        assert tx.rounds.get(life.round_id, network_id).label == "2026-12"
        assert tx.audit.entries(network_id) == []
        assert tx.members.get(life.member_id, network_id).name == "Canary Finch"


def test_who_left_is_forgotten_after_the_months_of_retention(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    later = now + timedelta(days=800)
    with store.begin() as tx:
        tx.members.leave(life.member_id, now)
        tx.erasure.purge(later)
        assert tx.members.get(life.member_id, network_id).name == "Canary Finch"  # an organiser
        tx.networks.remove_organiser(network_id, life.account_id)
        tx.erasure.purge(later)
        assert tx.members.get(life.member_id, network_id).name == ""
        assert tx.erasure.purge(later) == 0
