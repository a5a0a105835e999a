"""What any parser found, before it is made safe and plain."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawEntry:
    """A post as the document has it: texts may be HTML, links relative, dates anything.

    `summary` may be the whole post or a part of it; `content` is meant to be the whole.
    `base`: what its links are relative to, itself relative to the feed's address.
    """

    id: str = ""
    title: str = ""
    link: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""
    categories: tuple[str, ...] = ()
    source_title: str = ""
    source_link: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed as the document has it; `author` stands for posts that name none."""

    title: str = ""
    link: str = ""
    author: str = ""
    base: str = ""
    entries: tuple[RawEntry, ...] = ()
