"""Links to Google documents and sheets become links to what is in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.feeds.guard import judge_url
from jobs.notes.google_docs import export_link, is_closed

ID = "1aB_c-D2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ3"
PUBLISHED = "2PACX-1vQ0aB_c-D2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ3"
DOCS = "https://docs.google.com"
TEXT = f"{DOCS}/document/d/{ID}/export?format=txt"
SHEET = f"{DOCS}/spreadsheets/d/{ID}/export?format=csv"


@pytest.mark.parametrize(
    ("link", "content"),
    [
        (f"{DOCS}/document/d/{ID}/edit?usp=sharing", TEXT),
        (f"{DOCS}/document/d/{ID}", TEXT),
        (f"{DOCS}/document/d/{ID}/edit?tab=t.0#heading=h.abc", TEXT),
        (f"{DOCS}/document/u/1/d/{ID}/mobilebasic", TEXT),
        (f"{DOCS}/a/northmoor.gov.uk/document/d/{ID}/view", TEXT),
        (f"http://Docs.Google.com/document/d/{ID}/preview", TEXT),
        (f" {DOCS}/document/d/{ID}/edit\n", TEXT),
        (TEXT, TEXT),
        (f"{DOCS}/document/d/{ID}/edit?resourcekey=0-ab_C", f"{TEXT}&resourcekey=0-ab_C"),
        (f"{DOCS}/spreadsheets/d/{ID}/edit", SHEET),
        (f"{DOCS}/spreadsheets/d/{ID}/edit#gid=0", f"{SHEET}&gid=0"),
        (f"{DOCS}/spreadsheets/d/{ID}/edit?gid=7#gid=12345", f"{SHEET}&gid=12345"),
        (f"{DOCS}/spreadsheets/d/{ID}/htmlview?gid=7", f"{SHEET}&gid=7"),
        (f"{DOCS}/spreadsheets/d/{ID}/edit?gid=x", SHEET),
        (
            f"{DOCS}/spreadsheets/d/e/{PUBLISHED}/pubhtml?gid=5&single=true",
            f"{DOCS}/spreadsheets/d/e/{PUBLISHED}/pub?output=csv&gid=5&single=true",
        ),
        (
            f"{DOCS}/spreadsheets/d/e/{PUBLISHED}/pubhtml",
            f"{DOCS}/spreadsheets/d/e/{PUBLISHED}/pub?output=csv",
        ),
    ],
)
def test_a_link_to_the_editor_becomes_a_link_to_the_content(link: str, content: str) -> None:
    assert export_link(link) == content
    assert export_link(content) == content


@pytest.mark.parametrize(
    "link",
    [
        "",
        "notes",
        "https://www.gov.uk/",
        f"https://docs.google.com.host.gov.uk/document/d/{ID}/edit",
        f"https://host.gov.uk/document/d/{ID}/edit",
        f"https://docs.google.com@host.gov.uk/document/d/{ID}/edit",
        f"https://me@docs.google.com/document/d/{ID}/edit",
        f"https://docs.google.com:22/document/d/{ID}/edit",
        f"ftp://docs.google.com/document/d/{ID}/edit",
        f"{DOCS}/presentation/d/{ID}/edit",
        f"{DOCS}/forms/d/{ID}/viewform",
        f"{DOCS}/document/d/short/edit",
        f"{DOCS}/document/d/e/{PUBLISHED}/pub",
        f"{DOCS}/document/d/{ID}!/edit",
        f"{DOCS}/document/d/{ID}/edit?" + "a" * 3_000,
        "https://[docs.google.com/document",
    ],
)
def test_any_other_link_is_left_alone(link: str) -> None:
    assert export_link(link) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["document", "spreadsheets"]))
def test_whatever_is_made_is_a_link_to_google_that_the_guard_allows(
    before: str, after: str, kind: str
) -> None:
    for url in (before + after, f"{DOCS}{before}/{kind}/d/{ID}{after}"):
        made = export_link(url)
        if made is not None:
            assert made.startswith(f"{DOCS}/{kind}/d/{ID}")
            assert judge_url(made).allowed


def test_a_document_that_is_not_public_is_recognised() -> None:
    assert is_closed("https://accounts.google.com/v3/signin/identifier?continue=x", 200)
    assert is_closed(TEXT, 401)
    assert not is_closed("https://doc-0s-docs.googleusercontent.com/export", 200)
    assert not is_closed(TEXT, 404)
