"""My data: everything about me, in words, and nothing about others but their names."""

import json
from datetime import datetime, timedelta
from typing import Protocol

import pytest

from storage import export
from storage.errors import NotFoundError
from storage.store import Store
from storage.types import AccountId, MemberId, NetworkId, Profile, SpaceId


class Life(Protocol):
    """Somebody who took part in everything; see conftest."""

    @property
    def account_id(self) -> AccountId: ...
    @property
    def member_id(self) -> MemberId: ...
    @property
    def partner_account(self) -> AccountId: ...


def test_everything_about_me_is_there_in_words(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.read() as tx:
        mine = tx.export.everything(life.account_id, network_id)
    (member,) = mine["member"]
    assert member["name"] == "Canary Finch"
    assert member["organisation"] == "Finch Consulting"
    assert "canary@feather.example" in str(member["contact"])
    assert member["ease"] == "Feather sign language"
    assert (member["work_days"], member["zone"]) == ("tue fri", "Atlantic/Feather")
    assert [row["interest"] for row in mine["member_interest"]] == ["data", "miniature cages"]
    assert mine["account"][0]["external_user"] == "U-canary"
    assert mine["account_choice"] == [{"network": "LocalGov Tea"}]
    assert mine["audit"][0]["action"] == "round.send"
    assert {row["name"]: row["reported"] for row in mine["avoid"]} == {
        "Sam Oak": False,
        "Pat Reed": True,
    }
    assert [row["kind"] for row in mine["consent"]] == ["joined"]
    (part,) = mine["enrolment"]
    assert (part["scheme"], part["state"], part["last_score"]) == ("Unmentoring", "in", 12.0)
    assert mine["errand"][0]["kind"] == "import"
    assert mine["organiser"] == [{"added_at": now.isoformat()}]
    assert mine["place"][0]["external_id"] == "D-canary"
    assert mine["report"][0]["words"] == "the partner was rude to Canary"
    (missed,) = mine["left_out"]
    assert (missed["round"], missed["why"]) == ("2026-11", "nobody else")


def test_an_introduction_shows_partners_by_name_and_a_plan_is_not_shown(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.read() as tx:
        (seat,) = tx.export.everything(life.account_id, network_id)["seat"]
    assert seat == {
        "partners": ["Pat Reed"],
        "scheme": "Unmentoring",
        "round": "2026-12",
        "introduced_at": now.isoformat(),
        "state": "active",
        "answer": "met",
        "answered_at": now.isoformat(),
    }


def test_messages_are_shown_as_they_were_sent_while_they_are_kept(
    store: Store, life: Life, network_id: NetworkId, now: datetime
) -> None:
    with store.begin() as tx:
        messages = tx.export.everything(life.account_id, network_id)["delivery"]
        assert [row["kind"] for row in messages] == ["Introduced", "CheckIn", "NoteToRead", "Kept"]
        assert [row["text"] for row in messages] == ["Dear Canary Finch"] * 3 + [""]
        tx.erasure.purge(now + timedelta(days=31))
        later = tx.export.everything(life.account_id, network_id)["delivery"]
        assert [row["text"] for row in later] == [""] * 4


def test_who_avoids_me_and_what_was_reported_of_me_stay_theirs(
    store: Store, life: Life, network_id: NetworkId
) -> None:
    with store.read() as tx:
        theirs = tx.export.everything(life.partner_account, network_id)
    assert theirs["avoid"] == []
    assert theirs["report"] == []
    assert "rude" not in json.dumps(theirs)
    assert "feather" not in json.dumps(theirs).casefold()


def test_an_export_is_plain_enough_for_json(
    store: Store, life: Life, network_id: NetworkId
) -> None:
    with store.read() as tx:
        mine = tx.export.everything(life.account_id, network_id)
    assert json.loads(json.dumps(mine)) == mine


def test_every_table_that_names_me_is_in_the_export(
    store: Store, life: Life, network_id: NetworkId
) -> None:
    with store.read() as tx:
        mine = tx.export.everything(life.account_id, network_id)
    shown = {rule.split(":")[0] for rule in export.RULES.values() if "not shown" not in rule}
    of_their_digest = {"digest_mute", "edition"}
    assert shown | {"member"} | of_their_digest == set(mine)
    assert [table for table, rows in mine.items() if not rows] == []


def test_another_networks_rows_are_not_in_it(
    store: Store, life: Life, network_id: NetworkId, space_id: SpaceId, now: datetime
) -> None:
    with store.begin() as tx:
        choir = tx.networks.add("Secret choir", sensitive=True).id
        tx.networks.link(choir, space_id, default=False)
        profile = Profile("Canary the alto", None, interests=("psalms",), topics="Descants")
        tx.members.join(choir, life.account_id, profile, now)
        here = json.dumps(tx.export.everything(life.account_id, network_id))
        there = tx.export.everything(life.account_id, choir)
    assert [word for word in ("choir", "alto", "psalms", "Descants") if word in here] == []
    assert there["member"][0]["topics"] == "Descants"
    assert (there["seat"], there["report"], there["delivery"]) == ([], [], [])


def test_somebody_who_never_joined_sees_their_account_alone(store: Store, life: Life) -> None:
    with store.begin() as tx:
        other = tx.networks.add("Empty").id
        mine = tx.export.everything(life.partner_account, other)
        with pytest.raises(NotFoundError):
            tx.export.everything(AccountId("a_nobody"), other)
    assert [table for table, rows in mine.items() if rows] == ["account"]
