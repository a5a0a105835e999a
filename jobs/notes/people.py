"""Several people in one field: "A, B and C", "A (Org) & B", "A / B"; and nobody. Pure."""

import re

_PIECE = re.compile(
    r"(?P<kept>\([^()]*\))|(?P<cut>[,;/+&|\n\t]|\s(?:and|with|ac)\s)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_PRONOUNS = re.compile(
    r"\s*\((?:he|she|they|him|her|them|his|hers|theirs|any|all)(?:\s*/\s*\w{2,6}){1,2}\)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*<[^<>\s]*@[^<>\s]*>")
_SIGNS = re.compile(r"[^\w]+")
_NOBODY = frozenset(
    (
        "",
        "nobody",
        "nobody yet",
        "no one",
        "no one yet",
        "none",
        "none yet",
        "not yet",
        "tbc",
        "tbd",
        "tba",
        "to be confirmed",
        "to be decided",
        "n a",
        "na",
        "nil",
        "unknown",
        "not known",
        "volunteer needed",
        "anyone",
        "neb",
        "neb eto",
        "dim",
    )
)


def is_blank(value: str) -> bool:
    """Whether a field says that there is nothing to say: "nobody yet", "TBC", "-", "n/a"."""
    return (
        len(value) < 40 and _SIGNS.sub(" ", value).replace("_", " ").strip().casefold() in _NOBODY
    )


def split_people(value: str) -> tuple[str, ...]:
    """Return the people of a field, each once; an organisation in brackets stays with its person.

    Pronouns, addresses and a leading @ are left out.
    """
    if not value:
        return ()
    plain = _ADDRESS.sub("", _PRONOUNS.sub("", value))
    names = (_name(part) for part in _cut(plain))
    return tuple(dict.fromkeys(name for name in names if not is_blank(name)))


def _name(part: str) -> str:
    """A word for themselves ("me") stays: whoever reads it knows who wrote it."""
    words = " ".join(part.split()).lstrip("@*_`- ").rstrip("*_`,.: ")
    return words.removeprefix("and ").strip()


def _cut(value: str) -> list[str]:
    """The places of the cuts, then the pieces between them."""
    ends = [(m.start(), m.end()) for m in _PIECE.finditer(value) if m.lastgroup == "cut"]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(value)]
    return [value[start:stop] for start, stop in zip(starts, stops, strict=True)]


def split_themes(value: str) -> tuple[str, ...]:
    """Return the themes of a field: between commas, or words that each begin with #."""
    if not value:
        return ()
    words = value.split()
    tagged = all(word.startswith("#") for word in words)
    parts = words if tagged else re.split(r"[,;|\n\t]", value)
    themes = (" ".join(part.split()).strip("#*_` .") for part in parts)
    return tuple(dict.fromkeys(theme for theme in themes if not is_blank(theme)))
