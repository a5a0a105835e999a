"""Topics of posts: words and synonyms over title, categories and text; and why one was chosen."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.digests.topics import ABOUT, Topics, rank, read_entry, stems_of
from storage.interests import TopicWords
from storage.search_words import words_in
from tests.support.digesting import TOPICS, an_entry
from tests.support.nasty import texts


def weigh(title: str, summary: str = "", categories: tuple[str, ...] = ()) -> dict[str, float]:
    entry = replace(an_entry(1), title=title, summary=summary, categories=categories)
    return Topics(TOPICS).weigh(read_entry(entry))


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("What DATA can tell us", "data"),
        ("Statistics for everybody", "data"),
        ("A new statistic", "data"),
        ("Designing services? Service designers say how", "service design"),
        ("On user-centred design", "service design"),
        ("User\u2010centred designs", "service design"),
        ("The team\u2019s a11y week", "accessibility"),
        ("\u201cAccessibility\u201d, again", "accessibility"),
    ],
)
def test_a_topic_is_found_by_its_words_and_synonyms_in_any_form(title: str, topic: str) -> None:
    assert topic in weigh(title)


@pytest.mark.parametrize(
    "title", ["Design of a service", "The database is down", "Accessible stations", "Dataset"]
)
def test_words_that_only_look_alike_are_not_the_topic(title: str) -> None:
    found = weigh(title)
    assert "service design" not in found
    assert "data" not in found


def test_title_and_categories_count_more_than_text() -> None:
    in_title, in_category = weigh("Data"), weigh("Notes", categories=("Data",))
    in_text = weigh("Notes", "We share data.")
    assert in_title["data"] == in_category["data"] > in_text["data"]
    assert in_title["data"] >= ABOUT > in_text["data"]
    assert weigh("Notes", "Data, and more data.")["data"] >= ABOUT


def test_a_synonym_counts_once_with_its_topic() -> None:
    """ "data sharing" is its synonym: it is counted as a phrase and as the word in it, no more."""
    topics = Topics([TopicWords("cages", ("cages",))])
    assert topics.weigh(read_entry(replace(an_entry(1), title="Cages", summary=""))) == {"cages": 3}


def test_the_rarer_topic_of_two_is_the_stronger_one() -> None:
    titles = ["Data and accessibility", "Data", "Data again", "Data once more"]
    readings = [read_entry(replace(an_entry(1), title=title, summary="")) for title in titles]
    scores = rank(Topics(TOPICS), readings)
    assert scores[0]["accessibility"] > scores[0]["data"] > 0


def test_the_same_words_count_more_in_a_short_post() -> None:
    short = read_entry(replace(an_entry(1), title="Data", summary=""))
    long = read_entry(replace(an_entry(2), title="Data", summary="Other words all along. " * 30))
    first, second = rank(Topics(TOPICS), [short, long])
    assert first["data"] > second["data"]


def test_nothing_is_found_without_topics_or_posts() -> None:
    assert rank(Topics([]), [read_entry(an_entry(1))]) == [{}]
    assert rank(Topics(TOPICS), []) == []
    assert weigh("") == {}


@settings(max_examples=80, deadline=None)
@given(texts, texts)
def test_any_text_is_read_and_scores_are_never_below_0(title: str, summary: str) -> None:
    readings = [read_entry(replace(an_entry(1), title=title, summary=summary))]
    topics = Topics([*TOPICS, TopicWords(title or "x", (summary,))])
    assert all(score >= 0 for scores in rank(topics, readings) for score in scores.values())


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(max_codepoint=126), max_size=80))
def test_plain_english_is_read_as_searching_reads_it(text: str) -> None:
    assert len(stems_of(text)) == len(words_in(text))
