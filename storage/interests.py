"""Interests: topics with synonyms, compared after folding."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.bulk import in_batches, insert_missing
from storage.naming import clean, fold, new_id
from storage.tables import InterestRow, InterestSynonymRow
from storage.types import NetworkId

_LONGEST = 60


class Topic(NamedTuple):
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TopicWords:
    """A topic and the words that mean the same, as they are compared."""

    name: str
    synonyms: tuple[str, ...] = ()


class Interests:
    """The topics that members of a network care about."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_many(self, network_id: NetworkId, topics: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Add topics, each with its synonyms; a word that is known already keeps its topic."""
        wanted = list(topics)
        found = self.find_or_add(network_id, [name for name, _ in wanted], curated=True)
        synonyms = {
            fold_topic(synonym): found[fold_topic(name)].id
            for name, words in wanted
            for synonym in words
            if fold_topic(name) in found
        }
        self._add_synonyms(network_id, synonyms)

    def known(self, network_id: NetworkId) -> list[str]:
        """Return the names of all topics, in alphabetical order."""
        query = select(InterestRow.name).where(InterestRow.network_id == network_id)
        return sorted(self._session.scalars(query), key=fold)  # as databases sort differently

    def vocabulary(self, network_id: NetworkId) -> list[TopicWords]:
        """Return all topics with their synonyms, in alphabetical order."""
        synonym = InterestSynonymRow
        query = select(InterestRow.id, InterestRow.name).filter_by(network_id=network_id)
        words: dict[str, list[str]] = {}
        pairs = select(synonym.interest_id, synonym.folded).filter_by(network_id=network_id)
        for topic_id, word in self._session.execute(pairs.order_by(synonym.folded)):
            words.setdefault(topic_id, []).append(word)
        topics = [
            TopicWords(name, tuple(words.get(id_, ())))
            for id_, name in self._session.execute(query)
        ]
        return sorted(topics, key=lambda topic: fold(topic.name))

    def resolve(self, network_id: NetworkId, names: Sequence[str]) -> list[str]:
        """Return the names as the network spells them, each once; unknown ones are added."""
        found = self.find_or_add(network_id, names)
        topics = (found.get(fold_topic(name)) for name in names)
        return list(dict.fromkeys(topic.name for topic in topics if topic))

    def find_or_add(
        self, network_id: NetworkId, names: Iterable[str], *, curated: bool = False
    ) -> dict[str, Topic]:
        """Return the topic of every name by its folded form; unknown ones are added."""
        spelled: dict[str, str] = {}
        for name in names:
            spelled.setdefault(fold_topic(name), clean(name, _LONGEST))
        spelled.pop("", None)
        found = self._look_up(network_id, spelled)
        missing = {folded: name for folded, name in spelled.items() if folded not in found}
        if missing:
            self._add(network_id, missing, curated)
            found |= self._look_up(network_id, missing)
        return found

    def _look_up(self, network_id: NetworkId, words: Collection[str]) -> dict[str, Topic]:
        name = select(InterestRow.folded, InterestRow.id, InterestRow.name)
        synonym = select(InterestSynonymRow.folded, InterestRow.id, InterestRow.name).join_from(
            InterestSynonymRow, InterestRow, InterestRow.id == InterestSynonymRow.interest_id
        )
        found: dict[str, Topic] = {}
        for some in in_batches(list(words)):
            for query, row in ((synonym, InterestSynonymRow), (name, InterestRow)):
                query = query.where(row.network_id == network_id, row.folded.in_(some))
                found |= {
                    folded: Topic(id_, name) for folded, id_, name in self._session.execute(query)
                }
        return found

    def _add(self, network_id: NetworkId, spelled: Mapping[str, str], curated: bool) -> None:
        shared = {"network_id": network_id, "curated": curated}
        rows = [
            {"id": new_id("int"), "name": name, "folded": folded} | shared
            for folded, name in spelled.items()
        ]
        insert_missing(self._session, InterestRow, rows)

    def _add_synonyms(self, network_id: NetworkId, topic_ids: Mapping[str, str]) -> None:
        known = self._look_up(network_id, topic_ids)
        rows = [
            {"network_id": network_id, "folded": word, "interest_id": topic_id}
            for word, topic_id in topic_ids.items()
            if word and word not in known
        ]
        insert_missing(self._session, InterestSynonymRow, rows)


def fold_topic(name: str) -> str:
    """Return the form in which the names of topics are compared."""
    return fold(clean(name, _LONGEST))
