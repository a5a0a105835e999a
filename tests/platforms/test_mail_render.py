"""Messages as mails: all is said in plain text and in HTML, and what people typed is inert."""

import re
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from bot.message import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Code,
    Divider,
    Fields,
    File,
    Heading,
    Italic,
    Link,
    LinkButton,
    Mention,
    Message,
    Paragraph,
    Picture,
    Small,
    say,
)
from bot.platforms.mail.envelope import POLICY, enclose, read_address
from bot.platforms.mail.html import write_html
from bot.platforms.mail.letters import Letter
from bot.platforms.mail.markdown import write_markdown
from bot.platforms.mail.settle import Shown, settle
from bot.platforms.mail.text import write_text
from bot.playground.mail.records import find_links
from bot.wording.mails import subject_of, taken_back
from jobs.delivery.voice import RefusedError
from storage.notices.mail import SignInLink
from storage.notices.taking_part import PausedForSilence
from storage.types import AccountId, MemberId, Network, NetworkId, ProgrammeId
from tests.support.mail import FALL, SENDER
from tests.support.nasty import texts

BOUNDED = settings(max_examples=50, deadline=None)
PLAIN = PausedForSilence(ProgrammeId("p_1"), MemberId("mem_1"))
NETWORK = Network(NetworkId("n_1"), "Public services together", False, "Europe/London")
OURS = "https://teapoint.example/me/abc"

INTRODUCTION = Message(
    (
        Paragraph(("Meet ", Bold("Ade Bello"), ", delivery manager. You both like data.")),
        Paragraph(("Ade would like to talk about: ", Italic("legal teams"), ".")),
        Heading("What to do"),
        Fields((("E-mail", (Link("ade@city.example", "mailto:ade@city.example"),)),)),
        Bullets((("Type ", Code("unmentor times"), "."), ("Or write to ", Bold("Ade"), "."))),
        Buttons(
            (
                Button("Suggest times", "unmentor times", "g_1", "primary"),
                LinkButton("Open the agenda", "https://agenda.example/x?a=1&b=2"),
            )
        ),
        Divider(),
        Small(("Thirty minutes is plenty. ", Mention("slack", "T1", "U1", "Priya"), " runs it.")),
    )
)


def _show(message: Message) -> list[Shown]:
    return settle(message.blocks, lambda button: f"{OURS}#{button.ref}", lambda file: file.says)


def test_a_mail_says_everything_in_words_that_stand_alone() -> None:
    assert write_text(_show(INTRODUCTION)) == (
        "Meet Ade Bello, delivery manager. You both like data.\n\n"
        "Ade would like to talk about: legal teams.\n\n"
        "What to do\n\n"
        "E-mail: ade@city.example\n\n"
        "- Type “unmentor times”.\n- Or write to Ade.\n\n"
        f"Suggest times\n<{OURS}#g_1>\nOpen the agenda\n<https://agenda.example/x?a=1&b=2>\n\n"
        "----\n\n"
        "Thirty minutes is plenty. Priya runs it.\n"
    )


def test_the_html_has_headings_lists_and_links_and_fetches_nothing() -> None:
    html = write_html(_show(INTRODUCTION), "Meet Ade Bello")
    assert '<html lang="en-GB">' in html
    assert "<title>Meet Ade Bello</title>" in html
    assert "<h2>What to do</h2>" in html
    assert "<li>Type <code>unmentor times</code>.</li>" in html
    assert [(link.text, link.url) for link in find_links(html)] == [
        ("ade@city.example", "mailto:ade@city.example"),
        ("Suggest times", f"{OURS}#g_1"),
        ("Open the agenda", "https://agenda.example/x?a=1&b=2"),
    ]
    assert not re.search(r"<(img|script|link|iframe|object|form)\b|url\(|src=|@import", html)


def test_notify_reads_the_same_with_its_few_marks() -> None:
    shown = write_markdown(_show(INTRODUCTION))
    assert "# What to do" in shown
    assert "* E-mail: [ade@city.example](mailto:ade@city.example)" in shown
    assert f"* [Suggest times]({OURS}#g_1)" in shown
    assert "\n\n---\n\nThirty minutes" in shown


def test_pictures_and_files_are_told_in_words() -> None:
    message = Message((Picture(b"png", "41 of 50 met", "November"), File("a.csv", b"", "a table.")))
    words = write_text(_show(message))
    assert "It shows: 41 of 50 met" in words
    assert "a.csv: a table." in words


@given(texts)
@BOUNDED
def test_what_people_type_makes_no_tag_and_no_link(typed: str) -> None:
    blocks = _show(
        Message(
            (
                Heading(typed),
                Paragraph((typed, Bold(typed), Code(typed), Link(typed, typed))),
                Bullets(((typed,),)),
                Fields(((typed, (typed,)),)),
                Small((typed,)),
                Buttons((Button(typed, "x", "r"),)),
            )
        )
    )
    tags = _tags_of(write_html(blocks, typed))
    assert set(tags) <= {"p", "small", "b", "code", "ul", "li", "br", "h1", "a"}
    assert [url for url in tags.get("a", []) if url != f"{OURS}#r"] == []
    bracketed = re.findall(r"<\s*([a-z][a-z0-9+.-]*:[^>]*)", write_text(blocks), re.IGNORECASE)
    assert set(bracketed) <= {f"{OURS}#r"}


@given(texts)
@BOUNDED
def test_what_people_type_is_only_letters_to_notify(typed: str) -> None:
    shown = write_markdown(_show(Message((Paragraph((typed,)), Small(("So says ", Bold(typed)))))))
    for line in shown.split("\n"):
        assert not re.match(r"\s*([#*+>^•=`~_-]|\d+\.)", line)
    assert not re.search(r"(?<!\\)(\\\\)*[\[\]|]", shown)


@given(texts, texts)
@BOUNDED
def test_no_header_can_be_added(typed: str, name: str) -> None:
    message = Message((Paragraph((typed,)),))
    letter = Letter(
        "k1",
        f"{name}\r\nBcc: eve@evil.example",
        f"{subject_of(PLAIN, message, NETWORK)}\r\nBcc: eve@evil.example",
        write_text(_show(message)),
        write_html(_show(message), "x"),
        "",
        FALL,
        f"{OURS}/stop",
    )
    mail = enclose(letter, SENDER, "nell@northmoor.example", None)
    read = message_from_bytes(mail.as_bytes(policy=POLICY), policy=default)
    assert read["Bcc"] is None
    assert read["To"] == "nell@northmoor.example"
    assert read["From"].addresses[0].addr_spec == SENDER.address
    assert read["Message-ID"] == "<k1@together.example>"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["List-Unsubscribe"] == f"<{OURS}/stop>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    kinds = [part.get_content_type() for part in read.iter_parts()]
    assert kinds == ["text/plain", "text/html"]


def test_a_calendar_file_comes_with_the_mail_as_one() -> None:
    file = File("meeting.ics", "Ünder".encode(), "the meeting.")
    letter = Letter(
        "k1", "Together", "Agreed", "Agreed\n", "<p>Agreed</p>", "", FALL, files=(file,)
    )
    mail = enclose(letter, SENDER, "nell@northmoor.example", "<k0@together.example>")
    read = message_from_bytes(mail.as_bytes(policy=POLICY), policy=default)
    (part,) = read.iter_attachments()
    assert (part.get_content_type(), part.get_filename()) == ("text/calendar", "meeting.ics")
    assert part.get_content() == "Ünder"
    assert read["In-Reply-To"] == read["References"] == "<k0@together.example>"


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        (INTRODUCTION, "Meet Ade Bello, delivery manager"),
        (say("You're in. On Tuesday we'll introduce you."), "You're in"),
        (say(Heading("Have you and Ade met yet?"), "Yes."), "Have you and Ade met yet?"),
        (Message((Buttons((Button("Go", "go"),)),)), "A message for you"),
        (say("a" * 300), "a" * 77 + "…"),
        (
            say("You're meeting Ade Bello on Wednesday 2 December 2026 at 1pm, by video, for 30m."),
            "You're meeting Ade Bello on Wednesday 2 December 2026 at 1pm, by video",
        ),
        (say("What is a good week like " * 9), ("What is a good week like " * 3).strip() + "…"),
    ],
)
def test_a_subject_says_what_it_is(message: Message, subject: str) -> None:
    assert subject_of(PLAIN, message, NETWORK) == subject


def test_what_was_asked_for_is_known_in_the_mailbox() -> None:
    asked = SignInLink(AccountId("a_1"))
    assert subject_of(asked, say("Here."), NETWORK) == "Your link to Public services together"


def test_what_is_taken_back_is_named() -> None:
    assert taken_back("Meet Ade Bello") == "Taken back: Meet Ade Bello"


def test_an_address_that_no_server_takes_is_refused() -> None:
    assert read_address("Nell@Bücher.example") == "Nell@xn--bcher-kva.example"
    for wrong in ("nell", "nell@evil.example\r\nBcc: x@y.example", "ü@x.example", "<x@y.example>"):
        with pytest.raises(RefusedError, match="bounced"):
            read_address(wrong)


def _tags_of(html: str) -> dict[str, list[str | None]]:
    """The elements of the body, each with where its links lead."""
    found: dict[str, list[str | None]] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.setdefault(tag, []).append(dict(attrs).get("href"))

    Reader(convert_charrefs=True).feed(html.partition("<body>")[2].partition("</body>")[0])
    return found
