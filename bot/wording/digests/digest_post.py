"""An edition of a digest: its posts under their topics, a screen of them, and the rest.

Titles, names and excerpts are strangers' words: they are parts of a sentence, never markup.
"""

from collections.abc import Mapping, Sequence

from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Heading,
    Link,
    Message,
    Paragraph,
    Part,
    Rich,
    Small,
)
from bot.wording.digests.digest_extras import extra_lines
from bot.wording.language import capital, ngettext, say_all, say_date
from bot.wording.language import gettext as _
from bot.wording.view import View
from jobs.digests.composing import shown_excerpt, shown_title
from jobs.digests.gathering import day_of, zone_of
from jobs.digests.records import DATED, OTHER, Composed, Item, Older, Section
from jobs.feeds.identity import without_tracking
from storage.digest_records import Digest, Edition
from storage.feed_records import Entry, PostId

MORE, CHOOSE = "digest more", "digest choose"

_WORDS_A_MINUTE = 220
_SHORTEST_READ = 100
"""What has fewer words may be the beginning of a post only: nothing is said of its length."""

_TOPICS_SAID = 3

Extras = Mapping[PostId, tuple[Rich, ...]]


def edition_post(view: View, digest: Digest, edition: Edition, composed: Composed) -> Message:
    """The message of an edition, in a channel or to a member."""
    blocks = (*body(view, digest, composed), _buttons(digest, edition, len(composed.more)))
    return Message(blocks)


def body(view: View, digest: Digest, composed: Composed) -> tuple[Block, ...]:
    """Everything that an edition says, without its buttons; as it is previewed, too."""
    day = day_of(composed.until, zone_of(view.tx, digest))
    sections = composed.sections
    shown = [item for section in sections for item in section.items]
    extras = extra_lines(view, shown)
    blocks: list[Block] = [Heading(_title(digest).format(day=say_date(day)))]
    if shown:
        blocks.append(Small((_summary(view, digest, composed),)))
    alone = len(sections) == 1 and sections[0].name == OTHER
    for section in sections:
        if not alone:
            blocks.append(Paragraph((Bold(_section_title(digest, section)),)))
        blocks += [Paragraph(_post(item, section, extras)) for item in section.items]
    return (*blocks, *_older(composed))


def rest(composed: Composed) -> Message:
    """What stands behind the button, one line a post: for whoever pressed it alone."""
    if not composed.more:
        return Message((Paragraph((_("That was all: there are no more posts in it."),)),))
    words = ngettext("{count} more post", "{count} more posts", len(composed.more))
    blocks: list[Block] = [Heading(words.format(count=len(composed.more)))]
    blocks.append(Bullets(tuple(_line(item) for item in composed.more)))
    if composed.left_over:
        words = ngettext(
            "{count} older post is not listed.",
            "{count} older posts are not listed.",
            composed.left_over,
        )
        blocks.append(Small((words.format(count=composed.left_over),)))
    return Message(tuple(blocks))


def entry_lines(entry: Entry, blog: str) -> Rich:
    """One post by itself, as a blog's latest are shown to whoever adds it: no topic, no copies."""
    return _post(Item(entry.post_id, entry, blog, OTHER), Section(OTHER, ()), {})


def _title(digest: Digest) -> str:
    if digest.member_id:
        return _("New from the blogs you follow: {day}")
    return _("New from the blogs this channel follows: {day}")


def _summary(view: View, digest: Digest, composed: Composed) -> str:
    """ "9 new posts about data, service design and other things, since Monday 16 November 2026"."""
    count = len(composed.items)
    since = day_of(composed.since, zone_of(view.tx, digest))
    about = [each.name for each in composed.sections if each.name not in (DATED, OTHER)]
    if not about:
        words = ngettext("{count} new post since {day}", "{count} new posts since {day}", count)
        return words.format(count=count, day=say_date(since))
    named = about[:_TOPICS_SAID]
    if len(named) < len(composed.sections):
        named.append(_("other things"))
    words = ngettext(
        "{count} new post about {topics}, since {day}",
        "{count} new posts about {topics}, since {day}",
        count,
    )
    return words.format(count=count, topics=say_all(named), day=say_date(since))


def _section_title(digest: Digest, section: Section) -> str:
    if section.name == DATED:
        return _("Dates to know")
    if section.name == OTHER:
        return _("More new posts")
    if digest.member_id and all(item.because == section.name for item in section.items):
        return _("Because you follow {topic}").format(topic=section.name)
    return capital(section.name)


def _post(item: Item, section: Section, extras: Extras) -> Rich:
    """Title, facts and excerpt, each on a line of its own."""
    lines: list[Rich] = [(_title_link(item),)]
    if item.section == DATED:
        lines.append((_date_line(item.entry),))
    lines.append((_facts(item, section),))
    lines += [(text,) for text in (shown_excerpt(item),) if text]
    lines += extras.get(item.post_id, ())
    return _on_lines(lines)


def _line(item: Item) -> Rich:
    """One post in a list: its title, and who wrote it where."""
    return (_title_link(item), f", {_who(item)}")


def _title_link(item: Item) -> Part:
    title = shown_title(item)
    link = without_tracking(item.entry.link)
    return Link(title, link) if link else Bold(title)


def _facts(item: Item, section: Section) -> str:
    facts = [_who(item), _reading_time(item.entry)]
    if item.also:
        facts.append(_("also in {blogs}").format(blogs=say_all(item.also)))
    if item.because and item.because != section.name:
        facts.append(_("because you follow {topic}").format(topic=item.because))
    return " · ".join(fact for fact in facts if fact)


def _who(item: Item) -> str:
    """The author and the blog, each once."""
    author = item.entry.author
    if not author or author.casefold() in item.blog.casefold():
        return item.blog
    return _("{author}, {blog}").format(author=author, blog=item.blog)


def _reading_time(entry: Entry) -> str:
    if entry.words < _SHORTEST_READ:
        return ""
    minutes = max(round(entry.words / _WORDS_A_MINUTE), 1)
    words = ngettext("{count} minute read", "{count} minute read", minutes)
    return words.format(count=minutes)


def _date_line(entry: Entry) -> str:
    if entry.happens_on is None:
        return ""
    closes = entry.happens == "closing"
    words = _("Closes on {day}") if closes else _("On {day}")
    return words.format(day=say_date(entry.happens_on))


def _older(composed: Composed) -> list[Block]:
    return [Small((_older_line(each),)) for each in composed.older]


def _older_line(older: Older) -> str:
    words = ngettext("{blog}: {count} older post", "{blog}: {count} older posts", older.count)
    return words.format(blog=older.blog, count=older.count)


def _buttons(digest: Digest, edition: Edition, more: int) -> Buttons:
    choose = Button(_("Choose what you see"), CHOOSE, digest.id)
    if not more:
        return Buttons((choose,))
    label = _("The rest ({count})").format(count=more)
    return Buttons((Button(label, MORE, edition.id, spoken=say_rest(label, more)), choose))


def say_rest(label: str, more: int) -> str:
    """Return what the button of the rest is read out as: what it shows, then what it does."""
    words = ngettext("{label}: read {count} more post", "{label}: read {count} more posts", more)
    return words.format(label=label, count=more)


def _on_lines(lines: Sequence[Rich]) -> Rich:
    parts: list[Part] = []
    for line in lines:
        parts += ["\n", *line] if parts else line
    return tuple(parts)
