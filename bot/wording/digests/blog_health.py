"""How blogs are read: when last, what is wrong, where they moved, when they are tried again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Fields,
    Heading,
    Link,
    Message,
    Paragraph,
    Rich,
    Small,
    rich,
    say,
)
from bot.refs import pack_ref
from bot.wording.digests.blog_lists import DIGEST, FEED, RESTORE, say_looked_at
from bot.wording.digests.blog_rates import say_rate
from bot.wording.digests.blog_trouble import in_a_word, say_what
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_date, say_moment
from bot.wording.view import View
from jobs.digests.given import Trouble
from jobs.digests.versions import title_of
from storage.digest_records import Digest
from storage.feed_records import Feed
from storage.notices.following import BlogRestored

HEALTH = "digest health"
MOST_LISTED = 15


@dataclass(frozen=True, slots=True)
class Health:
    """How one blog is read, as this network may see it.

    `since`: from when on the network follows it: nothing older is said, as that is not its own.
    `moved_from`: the address that it left since then, if it did.
    """

    feed: Feed
    number: int
    since: datetime
    weekly: float | None
    last_post: datetime | None
    moved_from: str = ""

    @property
    def checked(self) -> datetime | None:
        """When it was last looked at, as far as that was for this network."""
        at = self.feed.checked_at
        return max(at, self.since) if at else None

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not in_a_word(self.feed)


def overview(view: View, blogs: Sequence[Health], unsure: int) -> Message:
    """All blogs of a digest: those with trouble by name, the others by their number.

    `unsure`: how many more a list brought at which nobody has looked yet.
    """
    ill = [one for one in blogs if not one.is_well]
    well = len(blogs) - len(ill)
    words = ngettext("{count} blog can be read.", "{count} blogs can be read.", well)
    blocks: list[Block] = [Heading(_("How the blogs are read"))]
    if well:
        blocks.append(Paragraph((words.format(count=well),)))
    if unsure:
        blocks.append(Paragraph((say_looked_at(unsure),)))
    if ill:
        blocks.append(Paragraph((_("These have trouble:"),)))
        blocks.append(Bullets(tuple(_line(one) for one in ill[:MOST_LISTED])))
    if len(ill) > MOST_LISTED:
        rest = _("And {count} more.").format(count=len(ill) - MOST_LISTED)
        blocks.append(Paragraph((rest,)))
    how = rich(_("For one of them, type {health} and its number."), health=view.code(HEALTH))
    return Message((*blocks, Small(how)))


def _line(one: Health) -> Rich:
    words = _("{number}: {blog}, {trouble}")
    return (words.format(number=one.number, blog=title_of(one.feed), trouble=in_a_word(one.feed)),)


def shown(view: View, digest: Digest, one: Health) -> Message:
    """Everything about one blog."""
    feed = one.feed
    blocks: list[Block] = [Heading(title_of(feed)), Fields(tuple(_facts(view, one)))]
    blocks += [Paragraph((line,)) for line in _what_now(view, one)]
    if feed.state in ("gone", "stopped"):
        ref = pack_ref(**{DIGEST: digest.id, FEED: feed.id})
        label = _("Look there again")
        blocks.append(Buttons((Button(label, RESTORE, ref, spoken=_("Look at this blog again")),)))
    return Message(tuple(blocks))


def _facts(view: View, one: Health) -> list[tuple[str, Rich]]:
    feed, zone = one.feed, view.zone
    facts: list[tuple[str, Rich]] = []
    if feed.site:
        facts.append((_("Home page"), (Link(title_of(feed), feed.site),)))
    if one.checked:
        facts.append((_("Last looked at"), (say_moment(one.checked, zone),)))
    if one.last_post:
        facts.append((_("Last post"), (say_date(one.last_post.date()),)))
    facts.append((_("How often"), (say_rate(one.weekly),)))
    if one.moved_from:
        facts.append((_("Moved from"), (one.moved_from,)))
        facts.append((_("Is now at"), (feed.url,)))
    if feed.moved_to:
        facts.append((_("Says that it moved to"), (feed.moved_to,)))
    if not one.is_well and feed.state in ("new", "alive"):
        facts.append((_("Tried again"), (say_moment(max(feed.next_check_at, view.now), zone),)))
    return facts


def _what_now(view: View, one: Health) -> list[str]:
    feed = one.feed
    if one.is_well:
        return [_("Nothing is wrong.")]
    if feed.state == "gone":
        return [
            _("The website has taken the feed down, so we don't look there any more."),
            _("Nothing that was posted before is lost."),
        ]
    if not feed.trouble:
        return [_("We have not read it yet, and will do so soon.")]
    lines = [say_what(Trouble(feed.trouble, feed.trouble_why))]
    if feed.failing_since:
        since = max(feed.failing_since, one.since)
        lines.append(
            _(
                "It has been so since {moment}. We keep trying, and what it posts is not lost."
            ).format(moment=say_moment(since, view.zone))
        )
    return lines


def restored(feed: Feed) -> Message:
    """It is looked at again."""
    return say(
        _("We look at {blog} again, in the next minutes.").format(blog=title_of(feed)),
        _("Its new posts come as before, if it can be read. You'll get a message."),
    )


def tried_again(view: View, notice: BlogRestored) -> Message | None:
    """What came of it; None where the reader's own digest is told that it is back."""
    feed = view.tx.feeds.get(notice.feed_id)
    digest = view.tx.digests.get(notice.digest_id, view.network.id)
    blog = title_of(feed)
    if feed.state == "gone":
        return say(
            _("We looked at {blog} again. Its feed is still taken down.").format(blog=blog),
            _("So we don't look there any more. Nothing that was posted before is lost."),
        )
    if feed.checked_at is None or feed.checked_at.isoformat() < notice.asked_at:
        return say(
            _("We haven't come to {blog} yet.").format(blog=blog),
            rich(_("To see how it is, type {health}."), health=view.code(HEALTH)),
        )
    if feed.trouble:
        why = say_what(Trouble(feed.trouble, feed.trouble_why))
        words = _("We looked at {blog} again, and can't read it yet.").format(blog=blog)
        return say(words, why, _("We keep trying."))
    if digest.member_id and digest.plan.rhythm != "off":
        return None
    return say(_("We can read {blog} again. Its new posts come as before.").format(blog=blog))


def needs_none(view: View, feed: Feed) -> Message:
    """It never stopped being looked at."""
    if not feed.trouble:
        return say(
            _("{blog} is read as it should be. Nothing has changed.").format(blog=title_of(feed))
        )
    moment = say_moment(max(feed.next_check_at, view.now), view.zone)
    words = _("We never stopped looking at {blog}. We try again on {moment}.")
    return say(words.format(blog=title_of(feed), moment=moment), _("Nothing has changed."))
