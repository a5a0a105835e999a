"""Organisations are found by any of their names, and stay one after a merge."""

from collections.abc import Callable
from datetime import datetime

import pytest

from storage.errors import AlreadyThereError, NotFoundError
from storage.store import Store
from storage.types import AccountId, NetworkId, OrganisationId, Profile

Newcomer = Callable[[str], AccountId]


def test_an_organisation_is_found_by_name_or_alias_however_it_is_typed(
    store: Store, network_id: NetworkId
) -> None:
    with store.begin() as tx:
        lynn = tx.organisations.add(
            network_id, "King\u2019s Lynn & West Norfolk", "local", "East", ["KLWN", " "]
        )
        for typed in ("king's lynn & west  norfolk", "klwn", "\uff2b\uff2c\uff37\uff2e"):
            assert tx.organisations.find(network_id, typed) == lynn
        assert tx.organisations.find(network_id, "Norwich") is None
        assert tx.organisations.find(network_id, "") is None
        assert tx.organisations.get(lynn.id, network_id) == lynn


def test_adding_a_known_name_or_alias_gives_the_known_organisation(
    store: Store, network_id: NetworkId
) -> None:
    with store.begin() as tx:
        hmrc = tx.organisations.add(network_id, "HM Revenue & Customs", "central", "", ["HMRC"])
        assert tx.organisations.add(network_id, "hmrc", "police", "Wales") == hmrc
        assert tx.organisations.add(network_id, "HM REVENUE & CUSTOMS", "", "") == hmrc
        assert len(tx.organisations.names(network_id)) == 2


def test_a_name_of_nothing_is_refused(store: Store, network_id: NetworkId) -> None:
    with pytest.raises(NotFoundError), store.begin() as tx:
        tx.organisations.add(network_id, " \u200b ", "local", "")


def test_a_starter_list_is_added_at_once_and_may_be_added_again(
    store: Store, network_id: NetworkId
) -> None:
    rows = [(f"Council {n}", "local", "North", [f"C{n}", "the council"]) for n in range(50)]
    with store.begin() as tx:
        tx.organisations.add_many(network_id, rows)
        tx.organisations.add_many(network_id, rows)
        names = tx.organisations.names(network_id)
        claimed, first = (
            tx.organisations.find(network_id, n) for n in ("the council", "Council 0")
        )
    assert len(names) == 101
    assert claimed == first is not None


def test_an_alias_never_hides_an_organisation_of_that_name(
    store: Store, network_id: NetworkId
) -> None:
    with store.begin() as tx:
        kent = tx.organisations.add(network_id, "Kent", "local", "")
        tx.organisations.add(network_id, "Kent Police", "police", "", ["Kent"])
        assert tx.organisations.find(network_id, "kent") == kent


def test_a_merge_moves_members_and_names(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    account = newcomer("ada")
    with store.begin() as tx:
        old = tx.organisations.add(network_id, "Dept of Tea", "central", "", ["DoT"])
        new = tx.organisations.add(network_id, "Department of Tea", "central", "London", ["TEA"])
        member = tx.members.join(network_id, account, Profile("Ada", old.id), now)
        assert tx.organisations.members_of(old.id) == 1
        assert tx.organisations.merge(old.id, new.id, network_id) == new
        for name in ("Dept of Tea", "dot", "tea", "department of tea"):
            assert tx.organisations.find(network_id, name) == new
        assert tx.organisations.get(old.id, network_id) == new
        assert (tx.organisations.members_of(old.id), tx.organisations.members_of(new.id)) == (0, 1)
        assert tx.members.get(member.id, network_id).organisation == "Department of Tea"
        spelled = {name for name, owner in tx.organisations.names(network_id) if owner == new.id}
        assert spelled == {"Dept of Tea", "DoT", "Department of Tea", "TEA"}


def test_merges_in_a_row_lead_to_the_last(
    store: Store, network_id: NetworkId, newcomer: Newcomer, now: datetime
) -> None:
    account = newcomer("ada")
    with store.begin() as tx:
        a, b, c = (tx.organisations.add(network_id, name, "local", "") for name in "ABC")
        tx.organisations.merge(a.id, b.id, network_id)
        tx.organisations.merge(b.id, c.id, network_id)
        assert tx.organisations.find(network_id, "a") == c
        assert tx.organisations.get(a.id, network_id) == c
        member = tx.members.join(network_id, account, Profile("Ada", a.id), now)
        assert member.profile.organisation_id == c.id
        assert tx.organisations.add(network_id, "A", "local", "") == c


def test_one_organisation_is_not_merged_into_itself(store: Store, network_id: NetworkId) -> None:
    with store.begin() as tx:
        a, b = (tx.organisations.add(network_id, name, "local", "") for name in "AB")
        tx.organisations.merge(a.id, b.id, network_id)
        for one, other in ((a, a), (a, b), (b, a), (b, b)):
            with pytest.raises(AlreadyThereError):
                tx.organisations.merge(one.id, other.id, network_id)


def test_what_is_elsewhere_is_not_merged(store: Store, network_id: NetworkId) -> None:
    with store.begin() as tx:
        here = tx.organisations.add(network_id, "Here", "local", "")
        other = tx.networks.add("Elsewhere").id
        there = tx.organisations.add(other, "There", "local", "")
        for stranger in (there.id, OrganisationId("org_nobody")):
            with pytest.raises(NotFoundError):
                tx.organisations.merge(here.id, stranger, network_id)
