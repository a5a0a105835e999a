"""An excerpt is the author's own words, and whole sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.feeds.excerpts import LONGEST, count_words, cut_at_sentence, excerpt, is_cut_off

OWN = "We moved the register on a Tuesday, and nobody noticed."


@pytest.mark.parametrize(
    "around",
    [
        "<blockquote><p>Data is the new oil, said somebody else once.</p></blockquote>{}",
        "<p>“Data is the new oil, and we should drill.” \u2013 A Minister</p>{}",
        "<figure><img src='a.png'><figcaption>Our team at the desk</figcaption></figure>{}",
        "<div class='wp-caption'><p class='wp-caption-text'>A whiteboard</p></div>{}",
        "<h2>What we did</h2>{}",
        "<p>By Asha Lind</p><p>3 March 2026</p>{}",
        "<p>Posted on 3 March 2026 by Asha Lind</p>{}",
        "<p>5 min read</p>{}",
        "<p>#weeknotes #data</p>{}",
        "<p>Photo by Jo Gray on Unsplash</p>{}",
        "<pre><code>SELECT name FROM register</code></pre>{}",
        "<script>track('x')</script><style>p{{color:red}}</style>{}",
        "<table><tr><td>Cell</td></tr></table>{}",
        "{}<p>Leave a reply</p>",
        "{}<p>Share this:</p><ul><li>Email</li><li>Print</li></ul>",
        "{}<p>The post <a href='x'>Registers</a> appeared first on <a href='y'>Notes</a>.</p>",
        "{}<p><a href='x'>Continue reading Registers →</a></p>",
        "{}<p>This post was originally published on the blog of a friend.</p>",
        "{}<p>Thanks for reading Notes! Subscribe for free to receive new posts.</p>",
        "{}<div class='sharedaddy'><h3>Related</h3>Other post</div>",
        '<div CLASS = "wide wp-caption">A whiteboard</div><p class=byline>Jo Gray</p>{}',
        "<div\tid=toc>What is in it</div><p hidden>Not said</p><p aria-hidden=true>Hm</p>{}",
        "<aside>Sign up to our newsletter</aside>{}<footer>Filed under data</footer>",
        "<p>Registers of cafés</p>{}",
        "<p>&nbsp;</p><hr/>{}<p>***</p>",
    ],
)
def test_what_is_not_the_authors_is_left_out(around: str) -> None:
    assert excerpt(around.format(f"<p>{OWN}</p>"), "Registers of cafés") == OWN


@pytest.mark.parametrize(
    "sentence",
    [
        "By the river we met five councils.",
        "Share and enjoy the rest of it when you can, said the chair.",
        "Related work exists in many councils, and we should read it more often.",
        "Subscribe to nothing: why our team left every mailing list there is.",
        "Photos: a short history of taking pictures of whiteboards on Fridays.",
        "Read more about users and less about systems, said the brief we got.",
    ],
)
def test_sentences_that_begin_like_noise_stay(sentence: str) -> None:
    assert excerpt(f"<p>{sentence}</p>") == sentence


def test_somebody_elses_words_are_never_shown_as_the_authors() -> None:
    quote = "Data is the new oil, said somebody else once."
    assert excerpt(f"<blockquote>{quote}</blockquote>") == ""
    assert excerpt(f"<p>“{quote}”</p>") == ""


def test_words_that_are_marked_up_inside_stay_whole() -> None:
    assert excerpt("<p>We <b>mov</b>ed the <a href='x'>reg<i>ister</i></a>.</p>") == (
        "We moved the register."
    )


def test_lines_are_joined_as_sentences() -> None:
    assert excerpt("<ul><li>One thing</li><li>Another</li></ul>") == "One thing. Another"


def test_what_the_feed_cut_off_is_shown_as_cut_off() -> None:
    assert excerpt("<p>It took three days and a half [&hellip;]</p>") == (
        "It took three days and a half…"
    )


def test_plain_text_is_fine_too() -> None:
    assert excerpt("Health &amp; care, at last") == "Health & care, at last"


def test_a_text_is_cut_at_the_end_of_a_sentence_and_not_at_a_short_form() -> None:
    text = (
        "We went to St. Ives with Dr. Lind, i.e. by train. " + "And on we went, e.g. by bus, " * 20
    )
    assert cut_at_sentence(text) == "We went to St. Ives with Dr. Lind, i.e. by train."


def test_a_long_sentence_is_cut_at_a_word() -> None:
    cut = cut_at_sentence("word " * 100)
    assert cut.endswith("word…")
    assert len(cut) <= LONGEST


def test_words_are_counted_without_markup() -> None:
    assert count_words("<p class='a b c'>It's a well-known fact</p><p>Really.</p>") == 5


@pytest.mark.parametrize(
    ("html", "cut_off"),
    [
        ("<p>More […]</p>", True),
        ("More [&#8230;]", True),
        ("<p>More... <a href='x'>Read more</a></p>", True),
        ("<p>Text</p><p><a href='x'>Continue reading Registers</a></p>", True),
        ("<p>That is all.</p>", False),
    ],
)
def test_a_part_of_a_post_is_known_as_one(html: str, cut_off: bool) -> None:
    assert is_cut_off(html) is cut_off


_PIECES = (
    *("<p>", "</p>", "<div>", "<blockquote>", "“", "”", "word ", "A sentence. ", "<", "&", "\0"),
    *("<ul><li>", "\u202e", "[…]", "Continue reading ", "<!--", "é", "<script>", "."),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_any_text_has_a_short_plain_excerpt(html: str) -> None:
    found = excerpt(html, "Title")
    assert len(found) <= LONGEST
    assert found == " ".join(found.split())
    assert "\u202e" not in found
