"""How typed words are read: quotes and apostrophes made one kind, then split."""

import shlex

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u2032`\u00b4"), "'")
_QUOTES = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"')


def straighten(text: str) -> str:
    """Turn typographic quotes and apostrophes, as phones type them, into the plain ones."""
    return text.translate(_APOSTROPHES | _QUOTES)


def after_words(text: str, count: int) -> str:
    """Return what was typed after the first words, as it was typed, with its line breaks."""
    parts = text.split(maxsplit=count) if count else [text]
    return parts[count].strip() if len(parts) > count else ""


def read_words(text: str) -> tuple[str, ...]:
    """Split a command line; "double quotes" keep words together, an apostrophe is a letter."""
    lexer = shlex.shlex(straighten(text), posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.quotes = '"'
    lexer.escape = ""
    lexer.commenters = ""
    try:
        return tuple(lexer)
    except ValueError:  # a quote that was never closed: take the words as they come
        return tuple(straighten(text).replace('"', " ").split())
