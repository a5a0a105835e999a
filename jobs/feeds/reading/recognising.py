"""Is it a feed at all, and if not, what is it? Judged by its beginning."""

import re

from jobs.feeds.trouble import NotAFeed

HEAD = 20_000
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel)(?=[\s>/])", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!doctype html|<(?:\w{1,9}:)?html[\s>])", re.I)
_PAGE_ANYWHERE = re.compile(r"<(?:!doctype html|html|head|body|script|title|meta)[\s>]", re.I)
_LIST = re.compile(r"<opml[\s>]", re.IGNORECASE)
_BLOCKED = re.compile(
    r"cf-mitigated|cf-chl|challenge-platform|cdn-cgi/challenge|just a moment\.\.\.|"
    r"attention required! \| cloudflare|enable javascript and cookies to continue|"
    r"_incapsula_resource|sucuri website firewall|ddos-guard|datadome|px-captcha|"
    r"g-recaptcha|h-captcha|are you (?:a )?(?:human|robot)|verify (?:that )?you are (?:a )?human|"
    r"checking your browser|request unsuccessful\. incapsula|access denied.{0,200}?edgesuite",
    re.IGNORECASE,
)


def find_root(text: str) -> int | None:
    """Return where the feed begins, after any junk; None where there is none."""
    head = _without_comments(text[:HEAD])
    if _PAGE.match(head):
        return None
    root = _ROOT.search(head)
    return root.start() if root else None


def is_json(text: str) -> bool:
    """Return whether the text begins as a JSON document does."""
    return text[:HEAD].lstrip("\ufeff \t\r\n").startswith(("{", "["))


def name_other(text: str) -> NotAFeed:
    """Return what a document is that is no feed."""
    if not text[:HEAD].strip() and not text.strip():
        return "empty"
    head = text[:HEAD]
    if _LIST.search(head):
        return "list of feeds"
    if not _PAGE_ANYWHERE.search(head):
        return "something else"
    return "blocked" if _BLOCKED.search(head) else "web page"


def _without_comments(head: str) -> str:
    """The same length, with comments and the inside of a DOCTYPE blanked out."""
    for opening, closing in (("<!--", "-->"), ("[", "]>")):
        start = head.find(opening)
        while start >= 0:
            end = head.find(closing, start)
            end = len(head) if end < 0 else end + len(closing)
            head = head[:start] + " " * (end - start) + head[end:]
            start = head.find(opening, end)
    return head
