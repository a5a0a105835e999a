"""What is followed: the list, what was taken out, and the export."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.form import ChoiceInput, Form, Option
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    File,
    Heading,
    Link,
    Message,
    Paragraph,
    Part,
    Rich,
    Small,
    plain,
    rich,
    say,
)
from bot.refs import pack_ref
from bot.wording.channels import name_channel
from bot.wording.digests.blog_rates import say_rate
from bot.wording.digests.blog_trouble import in_a_word
from bot.wording.digests.meant_words import say_digest, say_reader
from bot.wording.digests.rhythms import say_next
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all
from bot.wording.view import View
from jobs.digests.lists_under_way import looked_at
from jobs.digests.looked import rate_of
from jobs.digests.subscribing import count_own_alone
from jobs.digests.versions import title_of
from jobs.errands.paging import count_pages, take_page
from jobs.feeds.opml import ListedFeed, write_opml
from storage.digest_records import Digest, DigestId
from storage.feed_records import Feed
from storage.types import Place

LIST, REMOVE, PUT_BACK, EXPORT, SET, RESTORE = (
    "digest list",
    "digest remove",
    "digest put back",
    "digest export",
    "digest set",
    "digest restore",
)
DIGEST, FEED, SINCE, TOPICS, PAGE = "d", "f", "at", "t", "n"
A_PAGE = 15
WHICH = "which"
_MOST_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class Followed:
    """One blog that a digest follows: its number there, and which posts of it are wanted."""

    number: int
    feed: Feed
    topics: tuple[str, ...]


def listed(view: View, digest: Digest, blogs: Sequence[Followed], page: int) -> Message:
    """A page of what a digest follows, by number."""
    pages = count_pages(blogs, A_PAGE)
    page = min(max(page, 0), pages - 1)
    shown = take_page(blogs, page, A_PAGE)
    head = ngettext(
        "{digest} follows {count} blog", "{digest} follows {count} blogs", len(blogs)
    ).format(digest=_named(view, digest), count=len(blogs))
    blocks: list[Block] = [Heading(head), Bullets(tuple(_line(view, one) for one in shown))]
    if unsure := looked_at(view.tx, digest):
        blocks.append(Paragraph((say_looked_at(len(unsure)),)))
    if digest.plan.reads == "all":
        words = _("It takes every blog that this network follows.")
        if count_own_alone(view.tx, digest):
            words = _("It takes every blog that this network follows, and your own.")
        blocks.append(Paragraph((words,)))
    blocks.append(Paragraph(say_next(view, digest)))
    if pages > 1:
        words = _("Page {page} of {pages}.").format(page=page + 1, pages=pages)
        blocks.append(Small((words,)))
    return Message((*blocks, _controls(digest, page, pages), Small(_how(view))))


def say_looked_at(count: int) -> str:
    """Say how many blogs of a list are not known to be blogs yet."""
    words = ngettext("{count} more is being looked at.", "{count} more are being looked at.", count)
    return words.format(count=count)


def say_none_but(count: int) -> str:
    """Say that nothing is followed yet but what a list brought."""
    words = ngettext(
        "{count} blog is being looked at, and none is followed yet.",
        "{count} blogs are being looked at, and none is followed yet.",
        count,
    )
    return words.format(count=count)


def only_looked_at(count: int) -> Message:
    """Nothing is followed yet but what a list brought."""
    return say(
        say_none_but(count),
        _("We ask each website in its turn. When all are done, you get a message."),
    )


def _named(view: View, digest: Digest) -> str:
    if digest.place_id is None:
        return _("Your digest")
    return plain(say_reader(view, view.tx.places.get(digest.place_id)))


def _line(view: View, one: Followed) -> Rich:
    feed = one.feed
    named: Part = Link(title_of(feed), feed.site) if feed.site else title_of(feed)
    facts = [say_rate(rate_of(view.tx, feed, view.now))] if feed.began else []
    if one.topics:
        facts.append(_("only about {topics}").format(topics=say_all(one.topics)))
    if word := in_a_word(feed):
        facts.append(word)
    numbered = _("{number}:").format(number=one.number)
    return (f"{numbered} ", named, "".join(f", {fact}" for fact in facts))


def _controls(digest: Digest, page: int, pages: int) -> Buttons:
    more = []
    if page + 1 < pages:
        ref = pack_ref(**{DIGEST: digest.id, PAGE: page + 1})
        more.append(Button(_("Next page"), LIST, ref, spoken=_("Next page of blogs")))
    add = Button(_("Follow another"), "digest add", digest.id, spoken=_("Follow another blog"))
    remove = Button(_("Take one out"), REMOVE, digest.id, spoken=_("Take a blog out of the digest"))
    return Buttons((*more, add, remove))


def _how(view: View) -> Rich:
    return rich(
        _("{health} says how each of them is read, {export} gives them as a file."),
        health=view.code("digest health"),
        export=view.code(EXPORT),
    )


def nothing_yet(view: View, place: Place | None, ref: str) -> Message:
    """No blog is followed here."""
    if place:
        head = rich(_("{channel} follows no blogs yet."), channel=say_reader(view, place))
    else:
        head = (_("You follow no blogs yet."),)
    return say(
        head,
        rich(
            _("To add one, type {add} and the address of its home page."),
            add=view.code("digest add"),
        ),
        _("Or start with a ready-made set of public-sector blogs. You can take any of them out."),
        Buttons((Button(_("Follow a blog"), "digest add", ref), ready_made_button(ref))),
    )


def ready_made_button(ref: str) -> Button:
    """Follow the ready-made set with one press; `ref`: in whose digest."""
    spoken = _("Follow a set of public-sector blogs")
    return Button(_("Follow the ready-made set"), SET, ref, spoken=spoken)


def remove_form(digest: Digest, blogs: Sequence[Followed]) -> Form:
    """Choose which one is taken out."""
    options = tuple(
        Option(one.feed.id, f"{one.number}: {title_of(one.feed)}"[:75])
        for one in blogs[:_MOST_OPTIONS]
    )
    choice = ChoiceInput(WHICH, _("Blog"), options)
    return Form(_("Take a blog out"), REMOVE, (choice,), _("Take it out"), ref=digest.id)


def restore_form(digest: Digest, blogs: Sequence[Followed]) -> Form:
    """Choose which one is looked at again."""
    form = remove_form(digest, blogs)
    return replace(form, title=_("Look at a blog again"), command=RESTORE, submit=_("Look again"))


def no_such_blog(view: View, words: str) -> tuple[Rich, ...]:
    """Nothing that is followed here is called so."""
    said = _("We found no blog called “{words}” here. Nothing has changed.").replace(
        "{words}", words
    )
    return (
        (said,),
        rich(_("To see the list with its numbers, type {list}."), list=view.code(LIST)),
    )


def not_added_here(view: View, feed: Feed) -> tuple[Rich, ...]:
    """It is read since the network follows it: it can be muted, and not taken out."""
    blog = title_of(feed)
    return (
        rich(_("{blog} comes because this network follows it. Nothing has changed."), blog=blog),
        rich(_("To leave it out, type {mute}."), mute=view.code(f"digest mute {blog}")),
    )


def removed(view: View, digest: Digest, feed: Feed, ref: str) -> Message:
    """It is taken out; one press puts it back."""
    head = rich(
        _("{blog} is out of {digest}. Its posts come no more."),
        blog=title_of(feed),
        digest=say_digest(view, digest),
    )
    back = Button(_("Put it back"), PUT_BACK, ref, spoken=_("Put the blog back"))
    return say(head, Buttons((back,)))


def follow_again(view: View) -> tuple[Rich, ...]:
    """What makes sense behind its button alone was typed."""
    return (
        (_("There is nothing to choose from now, so nothing has changed."),),
        rich(_("To follow a blog, type {add} and its address."), add=view.code("digest add")),
    )


def back_again(view: View, digest: Digest, feed: Feed, *, is_new: bool) -> Message:
    """It is followed again, as if it had never been taken out."""
    words = _("{blog} is in {digest} again.") if is_new else _("{blog} is in {digest} already.")
    return say(rich(words, blog=title_of(feed), digest=say_digest(view, digest)))


def files(view: View, digest_id: str) -> Message:
    """What a digest follows, as a file for any reader of feeds."""
    digest = view.tx.digests.get(DigestId(digest_id), view.network.id)
    follows = [follow.feed_id for follow in view.tx.digests.follows(digest.id)]
    wanted = (
        follows
        if digest.plan.reads == "chosen"
        else view.tx.digests.feeds_of(view.network.id, digest.member_id)
    )
    known, unsure = view.tx.feeds.many(wanted), looked_at(view.tx, digest)
    feeds = [known[id_] for id_ in wanted if id_ in known and id_ not in unsure]
    title = _("Blogs that {reader} follows").format(reader=_reader(view, digest))
    content = write_opml(title, [ListedFeed(f.url, title_of(f), f.site) for f in feeds])
    words = ngettext(
        "Here is {count} blog as a file.", "Here are {count} blogs as a file.", len(feeds)
    )
    says = _("a list of feeds (OPML), which any reader of feeds can import.")
    more = (say_looked_at(len(unsure)),) if unsure else ()
    return say(words.format(count=len(feeds)), *more, File("blogs.opml", content, says))


def _reader(view: View, digest: Digest) -> str:
    if digest.place_id is None:
        member = view.reader
        return member.name if member else _("a member")
    return name_channel(view, view.tx.places.get(digest.place_id))
