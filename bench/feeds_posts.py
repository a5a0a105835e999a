"""Invented blog posts with the shape of real ones, for `bench/feeds_web.py`.

The shape is that of posts in public feeds made by WordPress, Jekyll and Zola, counted by hand:
prose has 15 to 20 tags in 1,000 characters of HTML, paragraphs of 20 to 70 words, a link, bold or
italic words every 20 words or so, a heading every few paragraphs, and now and then a list, a
quotation or a picture. Posts with coloured code have two to three times as many tags: none is here.
"""

import random
import re
from collections.abc import Iterator, Sequence
from itertools import count

_SYLLABLES = re.findall("..", "bacedifoguhajekilomunaperiorosutavewixoyu")
_CHANCE = random.Random(2)
_WORDS = ["".join(_CHANCE.choices(_SYLLABLES, k=_CHANCE.randint(1, 4))) for _ in range(5_000)]
_SET_APART = (
    *(
        f'<a href="https://www.{one}.example.org/{other}/">{one} {other}</a>'
        for one, other in zip(_WORDS[:125], _WORDS[125:250], strict=True)
    ),
    *(f"<strong>{word}</strong>" for word in _WORDS[:75]),
    *(f"<em>{word}</em>" for word in _WORDS[75:125]),
    *(f"{word}&#8217;s" for word in _WORDS[:100]),
    *(f"{number} March" for number in range(1, 31)),
    *map(str, range(2_000, 2_030)),
)
_PROSE = (*_WORDS, *_SET_APART)
"""One word in twenty is marked up; some have an editor's apostrophe, some are numbers."""


def make_post(chance: random.Random, length: int) -> str:
    """Return a post of about so many characters: its sections up to where that is reached."""
    parts: list[str] = []
    reached = 0
    for part in _parts(chance):
        parts.append(part)
        reached += len(part)
        if reached >= length:
            break
    return "\n\n".join(parts)


def make_words(chance: random.Random, many: int) -> str:
    """Return some words without any marks."""
    return " ".join(chance.choices(_WORDS, k=many))


def make_text(chance: random.Random, many: int, words: Sequence[str] = _WORDS) -> str:
    """Return at least so many words in sentences."""
    sentences = []
    while many > 0:
        length = chance.randint(6, 24)
        said = " ".join(chance.choices(words, k=length))
        sentences.append(f"{said[0].upper()}{said[1:]}.")
        many -= length
    return " ".join(sentences)


def _parts(chance: random.Random) -> Iterator[str]:
    """A section after another, without end: a picture or none, paragraphs, a list, a quotation."""
    for section in count():
        if section:
            yield f'<h2 class="wp-block-heading">{make_words(chance, 4)}</h2>'
        if chance.random() < 0.3:
            yield _picture(chance)
        yield from (_paragraph(chance) for _ in range(chance.randint(2, 5)))
        if chance.random() < 0.4:
            yield _list(chance)
        if chance.random() < 0.2:
            yield f'<blockquote class="wp-block-quote">\n{_paragraph(chance)}\n</blockquote>'


def _paragraph(chance: random.Random) -> str:
    return f"<p>{make_text(chance, chance.randint(10, 60), _PROSE)}</p>"


def _list(chance: random.Random) -> str:
    items = (make_text(chance, 5, _PROSE) for _ in range(chance.randint(3, 6)))
    lines = "\n".join(f"<li>{item}</li>" for item in items)
    return f'<ul class="wp-block-list">\n{lines}\n</ul>'


def _picture(chance: random.Random) -> str:
    file = f"https://files.example.org/{make_words(chance, 1)}"
    sizes = ", ".join(f"{file}-{width}.jpg {width}w" for width in (300, 768, 1024))
    return (
        f'<figure class="wp-block-image size-large"><img loading="lazy" decoding="async" '
        f'width="1024" height="683" src="{file}-1024.jpg" alt="{make_words(chance, 6)}" '
        f'class="wp-image-{chance.randint(10, 9999)}" srcset="{sizes}" '
        f'sizes="(max-width: 1024px) 100vw, 1024px" />'
        f'<figcaption class="wp-element-caption">{make_words(chance, 6)}</figcaption></figure>'
    )
