"""Why a post did, or did not, come: each stage in a plain sentence."""

from collections.abc import Sequence
from datetime import datetime

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
    Rich,
    rich,
    say,
)
from bot.wording.digests.digest_plans import say_due, wanted_names
from bot.wording.digests.digest_post import CHOOSE
from bot.wording.digests.meant_words import say_digest
from bot.wording.language import capital, say_all, say_date, say_moment
from bot.wording.language import gettext as _
from bot.wording.view import View
from jobs.calendars.workdays import find_zone
from jobs.digests.editions import next_due
from jobs.digests.explaining import Fate, Found, was_there_before
from jobs.digests.versions import title_of, titles_of
from jobs.feeds.excerpts import cut_at_sentence
from jobs.feeds.identity import without_tracking
from storage.digest_records import Digest
from storage.feed_records import Entry, Feed
from storage.naming import clean
from storage.types import Place

_LONGEST_TITLE = 150
_MOST_COPIES = 8


def answer(
    view: View,
    found: Found,
    fates: Sequence[Fate],
    place: Place | None,
    *,
    elsewhere: bool = False,
) -> Message:
    """What is known of a post, and what became of it in each digest that the asker may see.

    `elsewhere`: it came in a channel that is not named to them, as they may not be in it.
    """
    entry = found.version.entry
    blocks: list[Block] = [
        Heading(_("Why this post?")),
        Paragraph((say_post(entry), f", {title_of(found.feeds[entry.feed_id])}")),
        Bullets(tuple(_stages(view, found))),
        Heading(_("In digests")),
    ]
    if fates:
        blocks.append(Bullets(tuple(_fate(view, found, fate) for fate in fates)))
    else:
        blocks.append(Paragraph(_no_digest(view, place)))
    if elsewhere:
        other, some = _("It came in another channel's digest."), _("It came in a channel's digest.")
        blocks.append(Paragraph((other if place else some,)))
    return Message((*blocks, *_controls(fates)))


def unknown(view: View, url: str, site: Feed | None, since: datetime | None) -> Message:
    """No feed of this network has it. `since`: from when on it follows the blog there, if any."""
    first = _("No blog that this network follows has a post at that address.")
    shown = clean(url, 200)
    if site is None or since is None:
        add = rich(
            _("To follow its blog, type {add} and the address of the blog."),
            add=view.code("digest add"),
        )
        return say(first, Paragraph((shown,)), add)
    then = _how_read(view, site, since)
    why = _("A newer post comes when we read it next, within about an hour or two.")
    maybe = rich(
        _("If it is older, the blog's feed doesn't show it. {health} shows how the blog is doing."),
        health=view.code("digest health"),
    )
    return say(first, Paragraph((shown,)), then, why, maybe)


def _how_read(view: View, site: Feed, since: datetime) -> str:
    """How far we are with a blog; on its first day that alone, which is true however far we are."""
    zone, blog = find_zone(view.zone), title_of(site)
    if since.astimezone(zone).date() == view.now.astimezone(zone).date():
        words = _("We began to follow {blog} today, and take its posts from then on.")
        return words.format(blog=blog)
    if site.read_at is None or site.read_at < since:
        return _("We follow {blog} on that website, but haven't read it yet.").format(blog=blog)
    words = _("We follow {blog} on that website, and last read it on {moment}.")
    return words.format(blog=blog, moment=say_moment(site.read_at, view.zone))


def no_address(view: View) -> tuple[str | Rich, ...]:
    """No address was typed."""
    return (
        _("We need the web address of the post. Nothing has changed."),
        rich(_("Type {why} and the address."), why=view.code("digest why")),
    )


# Stages


def _stages(view: View, found: Found) -> list[Rich]:
    lines = [_version(view, found, entry) for entry in found.copies[:_MOST_COPIES]]
    if len({entry.feed_id for entry in found.copies}) > 1:
        others = titles_of(found.version.elsewhere, found.feeds)
        words = _("The copies are one post. {blog} is shown, with “also in {others}”.")
        blog = title_of(found.feeds[found.version.entry.feed_id])
        lines.append((words.format(blog=blog, others=say_all(others)),))
    if found.said_same:
        lines.append((_("Somebody in this network said that these are the same post."),))
    changed = max((one.changed_at for one in found.copies if one.changed_at), default=None)
    if changed and changed > min(found.followed.values()):
        words = _("It was changed on {moment}. A changed post isn't announced again.")
        lines.append((words.format(moment=say_moment(changed, view.zone)),))
    return lines


def _version(view: View, found: Found, entry: Entry) -> Rich:
    """Where it was read; and of posts that were called the same, which of them it is."""
    said = _read_in(view, found, entry)
    if not found.said_same:
        return (said,)
    asked = entry.post_id in found.asked
    words = _("You asked about “{title}”.") if asked else _("“{title}” is the same post.")
    return (words.format(title=_short_title(entry)), " ", said)


def _read_in(view: View, found: Found, entry: Entry) -> str:
    blog = title_of(found.feeds[entry.feed_id])
    if was_there_before(found, entry):
        words = _("{blog} had it already when this network began to follow that blog, on {day}.")
        day = say_date(found.followed[entry.feed_id].date())
        return words.format(blog=blog, day=day)
    moment = say_moment(entry.first_seen_at, view.zone)
    if entry.older_at:
        words = _("{blog} brought it on {moment}, with many old posts at once.")
        return words.format(blog=blog, moment=moment)
    return _("We read it as a new post in {blog} on {moment}.").format(blog=blog, moment=moment)


# What became of it


def _fate(view: View, found: Found, fate: Fate) -> Rich:
    name = say_digest(view, fate.digest)
    capitals: Rich = (capital(name[0]), *name[1:]) if isinstance(name[0], str) else name
    why = _left_out if fate.stage == "left out" else _became
    return rich("{digest}: {why}", digest=_bold(capitals), why=why(view, found, fate))


def _bold(name: Rich) -> Rich:
    return tuple(Bold(part) if isinstance(part, str) else part for part in name)


def _became(view: View, found: Found, fate: Fate) -> Rich:
    digest, edition = fate.digest, fate.edition
    moment = say_due(view, digest, edition.settled_at or edition.made_at) if edition else ""
    day = say_date(fate.since.date()) if fate.since else ""
    sentences = {
        "delivered": _("it came on {moment}."),
        "on its way": _("it is in the digest of {moment}, which is on its way."),
        "given up": _(
            "it was in the digest of {moment}, which could not be delivered. It is in the next one."
        ),
        "not followed": _("it doesn't follow {blog}."),
        "there before": _("the post was there before the digest began to read {blog}, on {day}."),
        "many at once": _("many posts came at once, so only their number is told."),
        "skipped": (
            _("the digest of {moment} was left out, as you asked.")
            if digest.member_id
            else _("the digest of {moment} was left out, as somebody asked.")
        ),
        "too late": _("a digest came after it was read, when other choices held."),
        "off": _("the digest is off, so nothing comes."),
        "began later": _("it was new before this digest began."),
    }
    blog = title_of(found.feeds[found.version.entry.feed_id])
    if fate.stage == "waits":
        return (_waits(view, digest),)
    return (sentences[fate.stage].format(moment=moment, day=day, blog=blog),)


def _waits(view: View, digest: Digest) -> str:
    due = next_due(view.tx, digest)
    if due is None:
        return _("it waits for the next one.")
    if not digest.skips:
        words = _("it waits for the digest of {moment}.")
    elif digest.member_id:
        words = _("it waits for the digest of {moment}, which is left out, as you asked.")
    else:
        words = _("it waits for the digest of {moment}, which is left out, as somebody asked.")
    return words.format(moment=say_due(view, digest, due))


def _left_out(view: View, found: Found, fate: Fate) -> Rich:
    digest, entry = fate.digest, found.version.entry
    topics = wanted_names(view, digest)
    sentences = {
        "reserved": _("it was in an earlier digest, so it isn't shown twice."),
        "muted feed": _("{blog} is muted."),
        "muted author": _("{author} is muted."),
        "muted topic": _("it is about a topic that is muted."),
        "topic": (
            _("it isn't about any of: {topics}.")
            if topics
            else _("it isn't about any of the topics for which that blog is followed.")
        ),
        "region": _("it isn't about {region}."),
        "past": _("it was about {day}, which is past."),
    }
    words = sentences.get(fate.why, "")
    return (
        words.format(
            blog=title_of(found.feeds[entry.feed_id]),
            author=entry.author,
            topics=say_all(topics),
            region=digest.plan.region,
            day=say_date(entry.happens_on) if entry.happens_on else "",
        ),
    )


def _no_digest(view: View, place: Place | None) -> Rich:
    line = "digest here weekly" if place else "digest me weekly"
    words = _("None comes here yet. To have one, type {command}.")
    return rich(words, command=view.code(line))


def _controls(fates: Sequence[Fate]) -> tuple[Buttons, ...]:
    chosen: Digest | None = next((fate.digest for fate in fates if fate.stage == "left out"), None)
    if chosen is None:
        return ()
    return (Buttons((Button(_("Choose what you see"), CHOOSE, chosen.id),)),)


def say_post(entry: Entry) -> Link | Bold:
    """Return the title of a post as a link to it."""
    title = _short_title(entry)
    return Link(title, without_tracking(entry.link)) if entry.link else Bold(title)


def _short_title(entry: Entry) -> str:
    return cut_at_sentence(entry.title, _LONGEST_TITLE) or entry.link
