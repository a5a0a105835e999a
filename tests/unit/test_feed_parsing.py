"""Documents to feeds: of every kind, in every charset, broken in every usual way."""

from collections import Counter
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pytest

from jobs.feeds.parsing import parse_feed
from jobs.feeds.reading.cleaning import clean
from jobs.feeds.reading.slow_parsing import parse_slow
from jobs.feeds.records import MOST_ENTRIES, ReadEntry, ReadFeed
from jobs.feeds.trouble import NotAFeedError
from tests.support.feed_corpus import Case, cases
from tests.support.feed_formats import URL, Post

CASES = tuple(cases())
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "atom": "http://www.w3.org/2005/Atom",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "media": "http://search.yahoo.com/mrss/",
        "sy": "http://purl.org/rss/1.0/modules/syndication/",
    }.items()
)


def rss(items: str, head: str = "", attributes: str = "") -> bytes:
    return (
        f'<rss version="2.0" {_NAMESPACES} {attributes}><channel><title>Notes</title>{head}{items}'
        "</channel></rss>"
    ).encode()


def feed(inside: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>{inside}</feed>'.encode()


def parse(body: bytes, content_type: str = "", url: str = URL) -> ReadFeed:
    return parse_feed(body, content_type, url)


def entry_of(inside: str, head: str = "", attributes: str = "") -> ReadEntry:
    (entry,) = parse(rss(f"<item>{inside}</item>", head, attributes)).entries
    return entry


def fits(case: Case, post: Post, entry: ReadEntry) -> list[bool]:
    """Each of the things that are checked of a post."""
    return [
        entry.id == post.id,
        entry.title == post.title,
        entry.link == post.link,
        entry.published == post.published,
        entry.author == post.author,
        entry.summary == post.text,
    ]


def checks_of(case: Case) -> list[bool]:
    try:
        entries = parse(case.body, case.content_type).entries
    except NotAFeedError:
        return [False] * 6 * len(case.posts)
    missing = [False] * 6 * max(0, len(case.posts) - len(entries))
    pairs = zip(case.posts, entries, strict=False)
    return [found for post, entry in pairs for found in fits(case, post, entry)] + missing


def test_nearly_every_valid_feed_is_read() -> None:
    valid = [case for case in CASES if case.valid]
    read = [case for case in valid if len(parse(case.body, case.content_type).entries)]
    assert len(valid) > 150
    assert len(read) >= 0.99 * len(valid)


def test_what_is_read_is_what_was_written_whatever_the_kind_of_trouble() -> None:
    """The mean over kinds, so that many cases of one kind do not decide."""
    met: dict[str, list[bool]] = {}
    for case in CASES:
        met.setdefault(case.kind, []).extend(checks_of(case))
    shares = {kind: sum(found) / len(found) for kind, found in met.items()}
    assert sum(shares.values()) / len(shares) >= 0.99, shares


def test_broken_feeds_lose_no_post() -> None:
    lost = [
        case.name
        for case in CASES
        if len(parse(case.body, case.content_type).entries) < len(case.posts)
    ]
    assert lost == []


def test_most_feeds_are_read_by_the_fast_parser_and_the_others_by_the_lenient_one() -> None:
    by = Counter(parse(case.body, case.content_type).by for case in CASES)
    assert by["fast"] > 0.9 * by.total()
    assert by["feedparser"] > 0


def test_posts_that_the_fast_parser_loses_are_found_by_the_lenient_one() -> None:
    found = parse(rss("<item><title>One</b></title></item><item><title>Two</title></item>"))
    assert [entry.title for entry in found.entries] == ["One", "Two"]
    assert (found.found, found.by) == (2, "feedparser")


def test_ids_stay_as_they_are_whoever_reads_them() -> None:
    base = 'xml:base="https://elsewhere.example.org/x/"'
    items = "<item><title>One{}</title><guid>7</guid><link>p</link></item>"
    for broken in ("", "</b>"):
        (entry,) = parse(rss(items.format(broken), attributes=base)).entries
        assert (entry.id, entry.link) == ("7", "https://elsewhere.example.org/x/p")


def test_a_post_without_an_id_has_none_made_up() -> None:
    assert entry_of("<title>One</title><link>https://notes.example.org/1</link>").id == ""


@pytest.mark.parametrize("date", ["", "<pubDate>yesterday</pubDate>", "<pubDate>10:00</pubDate>"])
def test_a_post_without_a_date_has_none_made_up(date: str) -> None:
    assert entry_of(f"<title>2026-03-01: nine</title><guid>9</guid>{date}").published is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 01 Sep 2026 10:05:00 +01:00", datetime(2026, 9, 1, 9, 5, tzinfo=UTC)),
        ("Tue, 01 Sep 2026 10:05:00 BST", datetime(2026, 9, 1, 9, 5, tzinfo=UTC)),
        ("mar., 01 sept. 2026 10:05:00 +0000", datetime(2026, 9, 1, 10, 5, tzinfo=UTC)),
        ("1788257100", datetime(2026, 9, 1, 10, 5, tzinfo=UTC)),
        ("1 September 2026", datetime(2026, 9, 1, tzinfo=UTC)),
        ("01/09/2026", datetime(2026, 9, 1, tzinfo=UTC)),
        ("2099-01-01T00:00:00Z", datetime(2099, 1, 1, tzinfo=UTC)),
        ("Tue, 31 Jun 2026 10:00:00 GMT", None),
        ("0000-00-00T00:00:00Z", None),
        ("2026-09-01T10:00:00+99:99", None),
    ],
)
def test_dates_are_read_leniently_and_a_future_one_stays(
    text: str, expected: datetime | None
) -> None:
    assert entry_of(f"<title>One</title><pubDate>{text}</pubDate>").published == expected


@pytest.mark.parametrize(
    ("inside", "link"),
    [
        ("<guid>https://notes.example.org/1</guid>", "https://notes.example.org/1"),
        ('<atom:link rel="self" href="/me"/><link>/1</link>', "https://notes.example.org/1"),
        ('<atom:link href="/only"/>', "https://notes.example.org/only"),
        ("<link>//notes.example.org/2</link>", "https://notes.example.org/2"),
        ("<link>?p=7</link>", "https://notes.example.org/blog/feed.xml?p=7"),
        ("<link>\n /a b \n</link>", "https://notes.example.org/a%20b"),
        ("<link>/x</link><feedburner:origLink>/o</feedburner:origLink>",
         "https://notes.example.org/o"),
        ("<link>javascript:alert(1)</link>", ""),
        ("<link>data:text/html,x</link>", ""),
        ("<link>https://asha:secret@notes.example.org/</link>", ""),
        ("<link>https://[::1</link>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_links_are_absolute_and_lead_to_websites_only(inside: str, link: str) -> None:
    assert entry_of(f"<title>One</title>{inside}").link == link


def test_the_link_for_reading_is_taken_among_those_of_other_kinds() -> None:
    links = (
        '<link rel="self" href="/self"/><link rel="enclosure" href="/e.mp3"/>'
        '<link rel="replies" href="/r"/><link href="/read"/>'
    )
    (entry,) = parse(feed(f"<entry><id>1</id><title>One</title>{links}</entry>")).entries
    assert entry.link == "https://notes.example.org/read"


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        ("<title>&lt;b&gt;Bold&lt;/b&gt; &amp;amp; &amp;lt;i&amp;gt;twice&amp;lt;/i&gt;</title>",
         "Bold & twice"),
        ("<title>Health & safety &nbsp; caf&eacute; &nosuch;</title>",
         "Health & safety café &nosuch;"),
        ("<title>Ham &AMP; eggs, 3 &LT; 5</title>", "Ham & eggs, 3 < 5"),
        ("<title>a&#0;b&#150;c&#xD800;</title>", "ab\u2013c"),
        ("<title>List&lt;T&gt; and 3 &lt; 5</title>", "List<T> and 3 < 5"),
        ("<title>&lt;script&gt;alert(1)&lt;/script&gt;Hello</title>", "Hello"),
        ("<title>two\n\n  lines</title>", "two lines"),
        ("<title>co\u00adope\u202eration\u200b</title>", "cooperation"),
        ("<itunes:title>Other</itunes:title><title>Own</title>", "Own"),
        ("<media:group><media:title>Other</media:title></media:group><title>Own</title>", "Own"),
        ("<title/><description>&lt;p&gt;What we did.&lt;/p&gt;</description>", "What we did."),
        ("<link>https://notes.example.org/1</link>", "https://notes.example.org/1"),
        ("<guid>seven</guid>", "seven"),
    ],
)  # fmt: skip
def test_titles_are_plain_text_on_one_line(inside: str, title: str) -> None:
    assert entry_of(inside).title == title


def test_a_title_made_of_the_text_is_its_first_hundred_letters() -> None:
    title = entry_of(f"<description>{'word ' * 100}</description>").title
    assert title.startswith("word word")
    assert title.endswith("word…")
    assert len(title) <= 101


@pytest.mark.parametrize(
    ("inside", "author"),
    [
        ("<author>asha@notes.example.org (Asha Lind)</author>", "Asha Lind"),
        ("<author>Asha Lind &lt;asha@notes.example.org&gt;</author>", "Asha Lind"),
        ("<author>asha@notes.example.org</author>", ""),
        ("<dc:creator>Asha Lind</dc:creator><dc:creator>Tom Brook</dc:creator>",
         "Asha Lind, Tom Brook"),
        ("<author>noreply@blogger.com (Unknown)</author>", ""),
        ("<dc:creator>admin</dc:creator>", ""),
    ],
)  # fmt: skip
def test_authors_are_named_and_their_addresses_are_not(inside: str, author: str) -> None:
    assert entry_of(f"<title>One</title>{inside}").author == author


def test_the_author_of_a_feed_stands_for_posts_that_name_none() -> None:
    head = "<author><name>The whole team</name></author>"
    first = "<entry><id>1</id><title>One</title></entry>"
    second = "<entry><id>2</id><title>Two</title><author><name>Asha Lind</name></author></entry>"
    assert [entry.author for entry in parse(feed(head + first + second)).entries] == [
        "The whole team",
        "Asha Lind",
    ]


def test_categories_are_kept_once_and_those_that_say_nothing_are_not() -> None:
    inside = "".join(
        f"<category>{name}</category>"
        for name in ("Data", "data", "Uncategorised", "A &amp;amp; B")
    )
    assert entry_of(f"<title>One</title>{inside}").categories == ("Data", "A & B")


def test_the_addresses_that_a_text_links_to_are_kept_once_and_not_without_end() -> None:
    links = ["https://a.example/?x=1&amp;y=2"] * 2 + ["/here", "mailto:a"]
    links += [f"https://b.example/{n}" for n in range(40)]
    text = "".join(f"<a href='{link}'>one</a> " for link in links)
    entry = entry_of(f"<title>A</title><description>{escape(text)}</description>")
    assert entry.mentions[:2] == ("https://a.example/?x=1&y=2", "https://b.example/0")
    assert len(entry.mentions) == 20


def test_links_of_a_text_are_found_however_html_writes_them() -> None:
    text = "<A HREF=https://a.example/1>one</A> <a class=x href = 'HTTPS://b.example/2'>two</a>"
    entry = entry_of(f"<title>A</title><description>{escape(text)}</description>")
    assert entry.mentions == ("https://a.example/1", "HTTPS://b.example/2")


def test_the_lenient_parser_reads_a_post_whose_date_is_blank() -> None:
    item = "<item><title>One</title><pubDate> </pubDate></item>"
    found = parse_slow(clean(f"<rss version='2.0'><channel>{item}</channel></rss>"))
    assert found
    assert [(entry.title, entry.date) for entry in found.entries] == [("One", "")]


def test_a_planet_says_whose_post_it_is() -> None:
    entry = entry_of(
        '<title>One</title><source url="https://asha.example.org/feed">Asha &amp; co</source>'
    )
    assert (entry.source_title, entry.source_link) == ("Asha & co", "https://asha.example.org/feed")
    source = '<source><title>Asha</title><link href="https://asha.example.org/"/></source>'
    (entry,) = parse(feed(f"<entry><id>1</id><title>One</title>{source}</entry>")).entries
    assert (entry.source_title, entry.source_link) == ("Asha", "https://asha.example.org/")


def test_a_post_of_which_only_a_part_is_there_has_no_length() -> None:
    whole = "<content:encoded>" + "word " * 230 + "</content:encoded>"
    assert entry_of(whole).words == 230
    assert entry_of("<description>" + "word " * 55 + "[&#8230;]</description>").words == 0
    assert entry_of("<description>A line of it</description>").words == 0


def test_a_feed_says_how_often_it_wants_to_be_asked() -> None:
    head = (
        "<ttl>90</ttl><skipHours><hour>3</hour><hour>24</hour></skipHours>"
        "<skipDays><day>Sunday</day></skipDays><sy:updatePeriod>daily</sy:updatePeriod>"
        "<sy:updateFrequency>2</sy:updateFrequency>"
    )
    found = parse(rss("", head))
    assert found.ttl_minutes == 720
    assert (set(found.skip_hours), set(found.skip_days)) == ({0, 3}, {6})
    assert parse(rss("", "<ttl>90</ttl>")).ttl_minutes == 90
    assert parse(rss("")).ttl_minutes is None


def test_a_feed_without_posts_is_one() -> None:
    found = parse(rss(""))
    assert (found.title, found.entries, found.found) == ("Notes", (), 0)


def test_of_a_long_feed_the_newest_are_read_and_the_number_of_all_is_known() -> None:
    days = [f"2026-{1 + day // 28:02}-{1 + day % 28:02}T00:00:00Z" for day in range(300)]
    entries = [
        f"<entry><id>{day}</id><title>{day}</title><published>{day}</published></entry>"
        for day in days
    ]
    for written in (entries, entries[::-1]):
        found = parse(feed("".join(written)))
        assert len(found.entries) == MOST_ENTRIES
        assert found.found == 300
        assert days[-1] in {entry.id for entry in found.entries}
        assert days[0] not in {entry.id for entry in found.entries}


def test_code_in_a_post_is_not_taken_for_posts() -> None:
    code = "<description><![CDATA[<item>not a post</item>]]></description>"
    assert parse(rss(f"<item><title>One</title>{code}</item>")).found == 1


def test_a_post_of_json_with_fields_of_other_types_spoils_no_other() -> None:
    body = (
        b'{"version":"https://jsonfeed.org/version/1.1","title":5,"items":[3,null,'
        b'{"id":7,"title":["x"],"url":{},"authors":"me","tags":[1,"ok"],"content_html":9},'
        b'{"id":"8","content_text":"a < b & c","author":{"name":"Asha Lind"}}]}'
    )
    first, second = parse(body).entries
    assert (first.id, first.categories, first.author) == ("7", ("ok",), "")
    assert (second.title, second.summary, second.author) == ("a < b & c", "a < b & c", "Asha Lind")
