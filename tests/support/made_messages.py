"""Messages and forms: one that every platform shows as designed, and any that hypothesis makes.

The made ones hold everything that people, phones and mischief type.
"""

from hypothesis import strategies as st

from bot.form import (
    ChoiceInput,
    DateInput,
    FileInput,
    Form,
    Input,
    MultiChoiceInput,
    Option,
    PlaceChoice,
    SearchInput,
    TextInput,
    TimeInput,
)
from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Channel,
    Code,
    Confirm,
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
    Rich,
    Small,
    paragraph,
)
from tests.support.nasty import LONG, texts

_ADDRESSES = st.sampled_from(
    [
        "https://teapoint.example/x",
        "http://127.0.0.1:8080/x",
        "mailto:ade@council.example?subject=Tea%20%26%20data",
        "http://plain.example/x",
        "javascript:alert(1)",
        "https://a b",
        "//x.example",
    ]
)


def introduction(priya: Mention, ade: Mention, link: Link, command: Code) -> Message:
    """An introduction with a part of every kind, as two people on one platform see it."""
    buttons = (
        Button("We've met", "unmentor met", "g_1", "primary", spoken="We've met: Ade"),
        Button("Not yet, but we will", "unmentor not yet", "g_1"),
        Button(
            "Something was wrong",
            "unmentor wrong",
            "g_1",
            "danger",
            Confirm("Tell the organisers?", "Ade is not told.", "Tell them", "Go back"),
        ),
        LinkButton("Read the guide", "https://teapoint.example/guide"),
    )
    return Message(
        (
            Heading("Meet Ade Bello"),
            paragraph(
                "{priya} and {ade}: you both care about {topic}. Read {link}, or type {command}.",
                priya=priya,
                ade=ade,
                topic=Bold("data standards"),
                link=link,
                command=command,
            ),
            Bullets((("Think: what's on your mind",), ("Do: ", Italic("what you're doing")))),
            Fields((("Organisation", ("Northmoor County Council",)), ("Region", ("Wales",)))),
            Divider(),
            Buttons(buttons),
            Small(("Thirty minutes is plenty.",)),
        )
    )


def rich_texts(
    platform: str, authority: str, users: st.SearchStrategy[str]
) -> st.SearchStrategy[Rich]:
    """Sentences of every kind of part; mentions are of this platform's people."""
    return st.lists(
        st.one_of(
            texts,
            st.builds(Bold, texts),
            st.builds(Italic, texts),
            st.builds(Code, texts),
            st.builds(Link, texts, _ADDRESSES | texts),
            st.builds(Mention, st.just(platform), st.just(authority), users, texts),
            st.builds(Channel, texts, st.just(platform), texts),
        ),
        max_size=5,
    ).map(tuple)


_confirms = st.none() | st.builds(Confirm, texts, texts, texts, texts)
_buttons = st.builds(
    Button,
    texts,
    texts.map(lambda text: f"unmentor {text[:200]}"),
    texts.map(lambda text: text[:200]),
    st.sampled_from(["plain", "primary", "danger"]),
    _confirms,
    texts,
)
_links = st.builds(LinkButton, texts, _ADDRESSES | texts)


def all_blocks(rich: st.SearchStrategy[Rich]) -> st.SearchStrategy[Block]:
    """Blocks of every kind, some longer than any platform takes."""
    return st.one_of(
        st.builds(Heading, texts),
        st.builds(Paragraph, st.tuples(st.sampled_from(LONG))),
        st.builds(Fields, st.tuples(st.tuples(texts, st.tuples(st.sampled_from(LONG))))),
        st.builds(Paragraph, rich),
        st.builds(Bullets, st.lists(rich, max_size=4).map(tuple)),
        st.builds(Fields, st.lists(st.tuples(texts, rich), max_size=4).map(tuple)),
        st.builds(Small, rich),
        st.just(Divider()),
        st.builds(Buttons, st.lists(_buttons | _links, max_size=8).map(tuple)),
        st.builds(Picture, st.sampled_from([b"png", b"x" * 30_000]), texts, texts),
        st.builds(File, texts, st.binary(max_size=9), texts),
    )


def all_messages(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Message]:
    """Messages of some blocks."""
    return st.builds(Message, st.lists(blocks, max_size=12).map(tuple))


_options = st.lists(st.builds(Option, texts, texts, texts), max_size=12).map(tuple)
_inputs: st.SearchStrategy[Input] = st.one_of(
    st.builds(
        TextInput,
        st.just("a"),
        texts,
        texts,
        texts,
        optional=st.booleans(),
        multiline=st.booleans(),
        limit=st.integers(1, 9_000),
    ),
    st.builds(ChoiceInput, st.just("b"), texts, _options, texts, texts, wide=st.booleans()),
    st.builds(MultiChoiceInput, st.just("c"), texts, _options, texts, st.lists(texts).map(tuple)),
    st.builds(DateInput, st.just("d"), texts, value=st.just("2026-02-29") | texts),
    st.builds(TimeInput, st.just("e"), texts, value=st.just("24:00") | texts),
    st.builds(
        SearchInput,
        st.just("f"),
        texts,
        st.sampled_from(["members", "organisations", "interests"]),
        texts,
        st.lists(st.builds(Option, texts, texts), max_size=3).map(tuple),
        st.booleans(),
    ),
    st.builds(PlaceChoice, st.just("g"), texts, texts),
    st.builds(FileInput, st.just("h"), texts, st.just(("csv",)), texts),
)


def all_forms(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Form]:
    """Forms of every kind of input, each name once."""
    return st.builds(
        Form,
        texts,
        st.just("unmentor organise"),
        st.lists(_inputs, min_size=1, max_size=8, unique_by=lambda asked: asked.name).map(tuple),
        texts,
        texts,
        intro=st.lists(blocks, max_size=4).map(tuple),
        outro=st.lists(blocks, max_size=4).map(tuple),
    )
