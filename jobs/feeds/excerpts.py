"""The author's own words from the beginning of a post, cut at the end of a sentence.

Left out: what they quote, captions, headings, code, and what themes and plugins put around a post.
An HTML parser is quadratic on nested elements, so it is given a bounded beginning only.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from jobs.feeds.reading.texts import one_line, plain, shorten

LONGEST_HTML = 20_000
_BEGINNINGS = (1_500, 5_000, LONGEST_HTML)
"""How much of a post is read for its first words: more only where there are too few of them."""
LONGEST = 280
_FEWEST = 40
"""Characters of an excerpt that is worth a line of its own."""

_NOT_THEIRS = (
    "blockquote, q.pullquote, figure, figcaption, caption, table, pre, script, style, noscript, "
    "iframe, object, form, button, select, nav, aside, footer, h1, h2, h3, h4, h5, h6, "
    "template, svg, audio, video, [hidden], [aria-hidden=true], "
    ".wp-caption, .wp-caption-text, .wp-block-quote, .wp-block-pullquote, .gallery, .sharedaddy, "
    ".jp-relatedposts, .screen-reader-text, .visually-hidden, .govuk-visually-hidden, .sr-only, "
    ".post-meta, .entry-meta, .byline, .share, .social, .related, .comments, .reply, .feedflare, "
    ".tags, .post-tags, .subscribe, .newsletter, .subscription-widget-wrap, "
    ".captioned-image-container, .image-caption, .twitter-tweet, .instagram-media, .embed, "
    ".toc, #toc, .table-of-contents, .medium-feed-image, .medium-feed-link, .read-more, "
    ".more-link, .footnotes"
)
_TAGS_NOT_THEIRS = frozenset(one for one in _NOT_THEIRS.split(", ") if one.isalnum())
_MARKS_NOT_THEIRS = tuple(
    (re.findall(r"[.#\[](?:aria-)?([\w-]+)", one)[-1], one)
    for one in _NOT_THEIRS.split(", ")
    if not one.isalnum()
)
"""Classes, ids and attributes: the word that stands in what one of `_MARKS` finds where one is."""
_TAG_NAME = re.compile(r"<(\w+)")
_VALUE = r"""\s*=\s*("[^"]*|'[^']*|[^\s>]*)"""
_MARKS = (re.compile(f"class{_VALUE}"), re.compile(f"id{_VALUE}"), re.compile("hidden"))
"""Each begins with plain letters, for which is looked many times as fast as for any of several."""
_BLOCK = re.compile(
    r"<(?=/?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|br|hr|tr|td|th|table|section|article|header|footer|"
    r"aside|nav|blockquote|figure|figcaption|pre|main|form|details|summary)\b)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^<>]*>")
_NEVER_THEIRS = re.compile(
    r"(?:leave|post|add|write) a (?:reply|comment)\b.*"
    r"|the post .{1,300}(?:appeared|published) (?:first )?(?:on|at) .*"
    r"|(?:this (?:post|article|piece|blog|blog post|story) )?(?:was )?(?:first|originally) "
    r"(?:published|posted|appeared)\b.{0,200}|cross-?posted (?:from|on|at)\b.{0,200}"
    r"|(?:continue|keep) reading\b.{0,200}|read the (?:rest|full|whole)\b.{0,200}"
    r"|thanks for reading\b.{0,200}"
    r"|(?:subscribe|sign up)(?: here| now| below)* (?:to|for) "
    r"(?:our|my|the|this|get|receive)\b.{0,160}"
    r"|(?:photo|image|picture|illustration) (?:credit|by|from|courtesy)\b.{0,160}"
    r"|(?:view|watch) this .{0,40}\bon (?:instagram|youtube|facebook|x|twitter)\b.{0,40}"
    r"|https?://\S+|(?:#\w+\s*)+|\W+",
    re.IGNORECASE,
)
_SELDOM_THEIRS = re.compile(
    r"\d* ?(?:comments?|replies|responses|likes?)|read (?:more|on)\b.*|more\.{3}"
    r"|(?:share|like|tweet|print|email)(?: (?:this|it|on))?\b.{0,40}:?|loading(?:\.{3}|\u2026)?"
    r"|(?:related|tagged|tags?|categor(?:y|ies)|filed under|posted (?:in|by|on)|written by|author)"
    r"\b:?.{0,120}|(?:photo|image|picture|illustration|credit|caption|source)s?:.{0,160}"
    r"|.{0,80}\bon unsplash\b.{0,20}"
    r"|.{0,40}\b(?:min(?:ute)?s?) read\b.{0,20}|(?:estimated )?reading time\b.{0,40}"
    r"|(?:subscribe|sign up|follow us|follow me)\b.{0,160}"
    r"|(?:image|photo|picture|video|slide|figure) ?\d*|(?:table of )?contents|skip to .{0,40}"
    r"|(?:listen|watch|play)(?: (?:now|to .{0,40}))?"
    r"|download (?:the )?(?:pdf|slides|audio)\b.{0,60}"
    r"|(?:by|author:) (?-i:(?:[A-Z][\w\u2019'.-]*,? ?(?:and |& )?){1,8})(?:\d{1,2} \w+ \d{4})?",
    re.IGNORECASE,
)
_SENTENCE_WORDS = 8
"""A line of so many words that ends as a sentence does is one: "Subscribe to nothing: why..."."""
_DAY = re.compile(
    r"(?:posted |published |updated )?(?:on )?(?:[a-z]{3,9},? )?"
    r"\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? \d{4}"
    r"(?: by .{1,80})?|\d{1,2}/\d{1,2}/\d{2,4}",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:\[?(?:\u2026|\.\.\.)\]?\s*)?(?:(?:continue|keep) reading\b.{0,200}"
    r"|read (?:more|the rest)\b[^.!?]{0,80}"
    r"|the post .{1,300} (?:appeared|published) first (?:on|at) .*)$"
    r"|\s*\[(?:\u2026|\.\.\.)\]\s*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[“\"«\u2018][^“”\"«»]{20,}[”\"»\u2019]\.?(?:\s*[-\u2013—~(].{2,120})?|.{20,}[”\"»]\s*[\u2013—]\s*.{2,80}",
    re.DOTALL,
)
_CUT_OFF = re.compile(
    r"(?:(?:\u2026|&hellip;|&#8230;)\]?|\.\.\.\]|\bread more\W{0,5}"
    r"|\bcontinue reading\b.{0,200})$",
    re.IGNORECASE,
)
_MAY_BE_CUT_OFF = ("ead", "\u2026", "...]", "hellip", "#8230")
_MAY_END_ELSEWHERE = ("\u2026", "...", "eading", "ead more", "ead the", "first on", "first at")
"""What there is in every end that `_CUT_OFF` finds, in every line that `_TAIL` shortens: asking
for it is quicker."""
_SENTENCE = re.compile(r"[.!?…][\"”\u2019')\]]*(?=\s+[\"“\u2018'(\[]?[A-Z0-9\u00c0-\u024f])")
_CLOSES = ".!?:;,\u2026\u201d\u2019\"')"
_SHORT_FORM = re.compile(
    r"mr|mrs|ms|dr|prof|st|no|vs|e\.g|i\.e|eg|ie|etc|approx|dept|inc|ltd|jan|feb|mar|apr|aug|sept|"
    r"oct|nov|dec|cllr|rev|hon|fig|sr|jr|cf|pp|vol|ch|art|para|[^\W\d_]"
)


def excerpt(html: str, title: str = "") -> str:
    """Return the author's first words, LONGEST characters at most; blank where there are none."""
    return cut_at_sentence(opening(html, title))


def opening(html: str, title: str = "") -> str:
    """Return somewhat more of the author's first words than an excerpt is, not cut with care."""
    words = ""
    for length in _BEGINNINGS if html else ():
        words = _open(html[:length], title)
        if len(words) > LONGEST or len(html) <= length:
            break
    return words


def count_words(html: str) -> int:
    """Return how many words a document has, markup left out."""
    return len(_MARKUP.sub(" ", html).split())


def is_cut_off(html: str) -> bool:
    """Return whether a text says itself that there is more of it elsewhere."""
    end = html[-400:]
    folded = end.lower()
    if not any(hint in folded for hint in _MAY_BE_CUT_OFF):
        return False
    tail = " ".join(_MARKUP.sub(" ", end).split())
    return _CUT_OFF.search(tail) is not None


def cut_at_sentence(text: str, longest: int = LONGEST) -> str:
    """Return whole sentences from the start; the words of a longer one, with an ellipsis."""
    if len(text) <= longest:
        return text
    ends = [end.end() for end in _SENTENCE.finditer(text[: longest + 4]) if _ends(text, end)]
    fitting = [end for end in ends if _FEWEST <= end <= longest]
    return text[: fitting[-1]] if fitting else shorten(text, longest)


def _open(html: str, title: str) -> str:
    lines = list(_until_enough(_own_lines(html, title)))
    while len(lines) > 1 and _QUOTED.fullmatch(lines[0]):
        del lines[0]
    if lines and _QUOTED.fullmatch(lines[0]):
        return ""
    return " ".join(_joined(lines))


def _own_lines(html: str, title: str) -> Iterator[str]:
    """Lines of the text that are the author's and say something."""
    folded = plain(title).casefold().strip(" .:!?")
    for line in _lines(html):
        line = _end_honestly(line)
        if line and line.casefold().strip(" .:!?") != folded and not _is_noise(line):
            yield line


def _end_honestly(line: str) -> str:
    """Without what says where the rest is; with an ellipsis where there is one."""
    if not any(hint in line for hint in _MAY_END_ELSEWHERE):
        return line
    kept = _TAIL.sub("", line).strip()
    is_cut = kept and kept != line and kept[-1] not in _CLOSES
    return f"{kept}\u2026" if is_cut else kept


def _is_noise(line: str) -> bool:
    if _NEVER_THEIRS.fullmatch(line) or _DAY.fullmatch(line):
        return True
    is_sentence = line[-1] in ".!?" and line.count(" ") >= _SENTENCE_WORDS - 1
    return not is_sentence and _SELDOM_THEIRS.fullmatch(line) is not None


def _lines(html: str) -> Iterator[str]:
    marked = _BLOCK.sub("\n<", " ".join(html.splitlines()))
    tree = LexborHTMLParser(marked)
    if tree.body is None:
        return
    others = ", ".join(_others_in(marked))
    for node in tree.css(others) if others else ():
        node.decompose()
    for line in tree.body.text(separator="").splitlines():
        kept = one_line(line)
        if kept:
            yield kept


def _others_in(html: str) -> Iterator[str]:
    """What of `_NOT_THEIRS` may be there: a list of all is taken apart anew for each post."""
    folded = html.casefold()
    yield from _TAGS_NOT_THEIRS.intersection(_TAG_NAME.findall(folded))
    marks = " ".join(found for mark in _MARKS for found in mark.findall(folded))
    if marks:
        yield from (one for word, one in _MARKS_NOT_THEIRS if word in marks)


def _until_enough(lines: Iterable[str]) -> Iterator[str]:
    length = 0
    for line in lines:
        if length > 2 * LONGEST:
            return
        length += len(line)
        yield line


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Lines that go on as one text: before another line, one is given the full stop it lacks."""
    for line, following in pairwise((*lines, "")):
        yield line if not following or line[-1] in _CLOSES else f"{line}."


def _ends(text: str, end: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence, and is not that of a short form or an initial."""
    word = text[: end.start()].rpartition(" ")[2].casefold().strip("(“\"'\u2018")
    return text[end.start()] != "." or _SHORT_FORM.fullmatch(word) is None
