"""Interests are one topic however they are spelled."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.store import Store
from storage.types import NetworkId


def test_synonyms_case_and_width_lead_to_one_topic(store: Store, network_id: NetworkId) -> None:
    with store.begin() as tx:
        topics = [("Artificial intelligence", ["AI", "machine learning"]), ("Data", [])]
        tx.interests.add_many(network_id, topics)
        typed = ["ai", "\uff21\uff29", "Machine  Learning", "DATA", "  ", "Knitting", "knitting"]
        found = tx.interests.resolve(network_id, typed)
        assert found == ["Artificial intelligence", "Data", "Knitting"]
        assert tx.interests.known(network_id) == ["Artificial intelligence", "Data", "Knitting"]


def test_adding_the_list_again_changes_nothing(store: Store, network_id: NetworkId) -> None:
    with store.begin() as tx:
        for _ in range(2):
            tx.interests.add_many(network_id, [("Data", ["figures"]), ("", ["nothing"])])
        assert tx.interests.known(network_id) == ["Data"]
        assert tx.interests.resolve(network_id, ["Figures"]) == ["Data"]


def test_a_synonym_that_is_a_topic_already_stays_that_topic(
    store: Store, network_id: NetworkId
) -> None:
    with store.begin() as tx:
        tx.interests.add_many(network_id, [("Policy", [])])
        tx.interests.add_many(network_id, [("Delivery", ["policy"])])
        assert tx.interests.resolve(network_id, ["POLICY"]) == ["Policy"]


def test_two_networks_have_vocabularies_of_their_own(store: Store, network_id: NetworkId) -> None:
    with store.begin() as tx:
        other = tx.networks.add("Elsewhere").id
        tx.interests.add_many(other, [("Union work", ["strike"])])
        assert tx.interests.known(network_id) == []
        assert tx.interests.resolve(network_id, ["strike"]) == ["strike"]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.text(max_size=70), max_size=8))
def test_what_was_resolved_resolves_to_itself(
    store: Store, network_id: NetworkId, names: list[str]
) -> None:
    with store.begin() as tx:
        found = tx.interests.resolve(network_id, names)
        assert tx.interests.resolve(network_id, found) == found
        assert len(found) == len(set(found))
