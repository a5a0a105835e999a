"""What was found at an address: the blog with its last posts, or several, or none."""

from datetime import UTC, datetime

from bot.form import ChoiceInput, Form, Option
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
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
from bot.wording.digests.blog_rates import say_rate
from bot.wording.digests.blog_trouble import say_what
from bot.wording.digests.digest_post import entry_lines
from bot.wording.digests.meant_words import say_digest
from bot.wording.digests.rhythms import ask_rhythm, say_next
from bot.wording.language import capital
from bot.wording.language import gettext as _
from bot.wording.view import View
from jobs.digests.looked import Looked, SeenBlog, SeenPost, read_looked
from storage.digest_records import DigestId
from storage.feed_records import Entry, FeedId, PostId

TAKE, WHICH = "digest take", "which"
ERRAND, INDEX = "e", "i"

_MOST_BUTTONS = 3
_LONGEST_LABEL = 60


def told(view: View, errand_id: str) -> Message:
    """What came of the search, for whoever asked."""
    looked = read_looked(view.tx, errand_id, view.network.id)
    match looked.outcome:
        case "added" | "already":
            return _added(view, looked)
        case "choose":
            return _choose(errand_id, looked.blogs)
        case "suggested":
            return _suggested(looked.blogs[0])
        case "trouble":
            return say(say_what(looked.trouble), _("Nothing has changed."), _again(view))


def failed(view: View) -> Message:
    """Trouble on our side."""
    return say(
        _("We couldn't finish that just now, because of trouble on our side."),
        _("Nothing has changed."),
        _again(view),
    )


def which_form(errand_id: str, looked: Looked) -> Form:
    """Choose one of several feeds of a page."""
    options = tuple(
        Option(str(index), name_of(blog)[:75]) for index, blog in enumerate(looked.blogs)
    )
    return Form(
        _("Choose a feed"),
        TAKE,
        (ChoiceInput(WHICH, _("Feed"), options, wide=True),),
        _("Follow"),
        ref=pack_ref(**{ERRAND: errand_id}),
    )


def name_of(blog: SeenBlog) -> str:
    """What a blog is called: its title, or else where it is."""
    return blog.title or blog.url


def last_posts(blog: SeenBlog) -> list[Block]:
    """How often it writes, and its last posts, as they would be in a digest."""
    rate = capital(_("{rate}.").format(rate=say_rate(blog.weekly)))
    if not blog.posts:
        return [Paragraph((_("It has no posts yet. The first one will come."),))]
    head = _("{rate} This is what it wrote last:").format(rate=rate)
    return [Paragraph((head,)), *(Paragraph(_post(post, name_of(blog))) for post in blog.posts)]


def _added(view: View, looked: Looked) -> Message:
    digest = view.tx.digests.get(DigestId(looked.digest), view.network.id)
    blog = looked.blogs[0]
    new = looked.outcome == "added"
    words = _("{blog} is in {digest} now.") if new else _("{blog} is in {digest} already.")
    named = Link(name_of(blog), blog.site) if blog.site else name_of(blog)
    head: Rich = rich(words, blog=named, digest=say_digest(view, digest))
    blocks: list[Block] = [Paragraph(head), *last_posts(blog)]
    if digest.plan.rhythm == "off":
        blocks += ask_rhythm(view, digest)
    else:
        blocks.append(Paragraph(say_next(view, digest)))
    undo = rich(_("To take it out, type {remove}."), remove=view.code("digest remove"))
    return Message((Heading(_("A blog to follow")), *blocks, Small(undo)))


def _choose(errand_id: str, blogs: tuple[SeenBlog, ...]) -> Message:
    lines = tuple(_line(blog) for blog in blogs)
    words = _("That page has several feeds. Which one do you want to follow?")
    return say(words, Bullets(lines), Buttons(_choices(errand_id, blogs)))


def _choices(errand_id: str, blogs: tuple[SeenBlog, ...]) -> tuple[Button, ...]:
    if len(blogs) > _MOST_BUTTONS:
        return (Button(_("Choose a feed"), TAKE, pack_ref(**{ERRAND: errand_id})),)
    return tuple(
        Button(name_of(blog)[:_LONGEST_LABEL], TAKE, pack_ref(**{ERRAND: errand_id, INDEX: index}))
        for index, blog in enumerate(blogs)
    )


def _line(blog: SeenBlog) -> Rich:
    newest = blog.posts[0].title if blog.posts else ""
    if not newest:
        return (_("{blog}: no posts yet").format(blog=name_of(blog)),)
    words = _("{blog}: {rate}, the newest is “{post}”")
    return (words.format(blog=name_of(blog), rate=say_rate(blog.weekly), post=newest),)


def _suggested(blog: SeenBlog) -> Message:
    words = _("We've asked the organisers about {blog}. You'll hear what they say.")
    return Message((Paragraph((words.format(blog=name_of(blog)),)), *last_posts(blog)))


def _post(post: SeenPost, blog: str) -> Rich:
    at = datetime.fromisoformat(post.at) if post.at else datetime.min.replace(tzinfo=UTC)
    entry = Entry(
        FeedId(""),
        "",
        PostId(""),
        post.title,
        post.link,
        post.author,
        post.summary,
        post.words,
        (),
        "",
        "",
        at,
        at,
        published_at=at if post.at else None,
    )
    return entry_lines(entry, blog)


def _again(view: View) -> Rich:
    return rich(_("To try another address, type {add}."), add=view.code("digest add"))
