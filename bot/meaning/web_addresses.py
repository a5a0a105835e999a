"""The web addresses in what somebody typed, without the signs that chats put around them."""

import re
from collections.abc import Sequence

_MARKED = re.compile(r"<([^<>|\s]+)(?:\|[^<>]*)?>")
_AROUND = "<>,;.\"'()\u201c\u201d\u2018\u2019"


def read_urls(words: Sequence[str]) -> list[str]:
    """Return the addresses among these words, in order; one may lack its https://."""
    plain = _MARKED.sub(r" \1 ", " ".join(words)).split()
    return [url for word in plain if (url := _complete(word.strip(_AROUND)))]


def _complete(word: str) -> str:
    if "." not in word.strip(".") and "://" not in word:
        return ""
    url = word if "://" in word else f"https://{word}"
    return url if url.startswith(("http://", "https://")) else ""
