"""Names as people write them: cleaned for keeping, folded for comparing; and opaque ids."""

import re
import secrets
import unicodedata
from base64 import b32encode

_ID_BYTES = 10

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4"), "'")
_QUOTES = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"')
_PLAIN_QUOTES = _APOSTROPHES | _QUOTES

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Scotland's, Wales's and England's flags are a black flag and invisible tag letters: only there
# do tag letters stay, since elsewhere they could hide text.
_FLAG = re.compile("(\U0001f3f4[\U000e0020-\U000e007f]{1,8})|[\U000e0000-\U000e007f]")
_JOINERS = "\u200c\u200d"
_DROPPED = frozenset(("Cc", "Cf", "Cs", "Co"))
_MARKS_IN_A_ROW = 4


def new_id(prefix: str) -> str:
    """Return a fresh opaque id of 80 random bits: the prefix, "_" and 16 letters or digits."""
    letters = b32encode(secrets.token_bytes(_ID_BYTES)).decode("ascii").lower()
    return f"{prefix}_{letters}"


def fold(text: str) -> str:
    """Return the form in which names are compared: compatible letters, case, spaces and quotes.

    NFKC and case folding as Unicode's caseless matching (D146); folding twice changes nothing.
    """
    plain = text.translate(_PLAIN_QUOTES)
    while True:
        once = unicodedata.normalize("NFKC", plain).casefold().translate(_PLAIN_QUOTES)
        once = " ".join(unicodedata.normalize("NFKC", once).split())
        if once == plain:
            return once
        plain = once


def clean(text: str, limit: int, *, lines: bool = False) -> str:
    """Return text fit to keep and show: NFC, nothing invisible that could mislead, trimmed.

    At most `limit` characters; what is longer ends in "…", never within a visible letter.
    `lines`: keep line breaks (at most one empty line in a row), else all is one line.
    """
    kept = "".join(filter(_is_kept, _FLAG.sub(_flag, _BREAKS.sub("\n", text))))
    kept = _without_stacked_marks(unicodedata.normalize("NFC", kept))
    kept = _paragraphs(kept) if lines else " ".join(kept.split())
    kept = kept.strip(f" \n{_JOINERS}")
    return kept if len(kept) <= limit else _cut(kept, limit)


def _flag(found: re.Match[str]) -> str:
    return found[1] or ""


def _is_kept(letter: str) -> bool:
    if letter in _JOINERS or letter in "\n\t" or _is_tag(letter):
        return True
    return unicodedata.category(letter) not in _DROPPED


def _is_tag(letter: str) -> bool:
    return "\U000e0020" <= letter <= "\U000e007f"


def _paragraphs(text: str) -> str:
    rows = "\n".join(" ".join(row.split()) for row in text.split("\n"))
    return re.sub("\n{3,}", "\n\n", rows)


def _without_stacked_marks(text: str) -> str:
    kept: list[str] = []
    stacked = 0
    for letter in text:
        stacked = stacked + 1 if unicodedata.category(letter)[0] == "M" else 0
        if stacked <= _MARKS_IN_A_ROW:
            kept.append(letter)
    return "".join(kept)


def _cut(text: str, limit: int) -> str:
    end = max(limit - 1, 0)
    while end > 0 and _continues(text, end):
        end -= 1
    end = end or max(limit - 1, 0)  # one "letter" longer than the limit: cut it after all
    return f"{text[:end].rstrip()}…" if limit > 0 else ""


def _continues(text: str, at: int) -> bool:
    """Whether the character there belongs to the visible letter before it (UAX 29, in short)."""
    letter, before = text[at], text[at - 1]
    if unicodedata.category(letter)[0] == "M" or letter in _JOINERS or _is_tag(letter):
        return True
    if before == "\u200d" or "\U0001f3fb" <= letter <= "\U0001f3ff":
        return True
    return _is_flag_half(letter) and _flag_halves_before(text, at) % 2 == 1


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _flag_halves_before(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_flag_half(text[start - 1]):
        start -= 1
    return at - start
