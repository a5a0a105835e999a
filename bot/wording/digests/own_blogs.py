"""A member's own blog: what was found, what may be shown of its writer, and what is so now."""

from collections.abc import Sequence

from bot.form import ChoiceInput, Form, Input, Option, TextInput
from bot.message import (
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Rich,
    Small,
    paragraph,
    rich,
    say,
)
from bot.refs import pack_ref
from bot.wording.digests.blog_trouble import say_what
from bot.wording.digests.looked import ERRAND, last_posts, name_of
from bot.wording.language import gettext as _
from bot.wording.language import say_all
from bot.wording.people import say_name
from bot.wording.view import View
from jobs.digests.claiming import authors_of
from jobs.digests.looked import Looked, SeenBlog, read_looked
from jobs.digests.versions import title_of
from storage.digest_records import Blog
from storage.feed_records import Feed
from storage.types import Member

URL, WHICH, AUTHOR, SHOW = "url", "which", "author", "show"
MINE, OFF = "digest blog mine", "digest blog off"
LONGEST_URL, LONGEST_AUTHOR = 2_000, 80

_MOST_NAMES = 6


def address_form() -> Form:
    """Where one's blog is."""
    hint = _("Of the blog's home page, or of its feed if you know it.")
    return Form(
        _("Your blog"),
        "digest blog",
        (TextInput(URL, _("Web address"), hint=hint, limit=LONGEST_URL),),
        _("Look for it"),
        intro=(paragraph(_("We show you what we find, and ask before we show who writes there.")),),
    )


def on_it() -> Message:
    """We look at the address now."""
    return say(_("We're looking for the blog. You'll get a message."))


def told(view: View, errand_id: str) -> Message:
    """What was found, with the question what may be shown."""
    looked = read_looked(view.tx, errand_id, view.network.id)
    if looked.trouble.kind:
        again = rich(_("To try another address, type {blog}."), blog=view.code("digest blog"))
        return say(say_what(looked.trouble), _("Nothing has changed."), again)
    mine = Button(_("It's mine"), MINE, pack_ref(**{ERRAND: errand_id}), "primary")
    if len(looked.blogs) > 1:
        names = Bullets(tuple((name_of(blog),) for blog in looked.blogs))
        return say(_("That page has several feeds:"), names, _ask_first(), Buttons((mine,)))
    blog = looked.blogs[0]
    return Message(
        (
            Heading(_("Is this your blog?")),
            Paragraph((name_of(blog),)),
            *last_posts(blog),
            Paragraph((_ask_first(),)),
            Buttons((mine,)),
        )
    )


def claim_form(view: View, member: Member, errand_id: str, looked: Looked) -> Form:
    """Which feed, under which name there, and whether it may be shown."""
    return Form(
        _("Your blog"),
        MINE,
        (*_which(looked), *_author(view, member, looked), _may_we(member)),
        _("Save"),
        ref=pack_ref(**{ERRAND: errand_id}),
        intro=(
            paragraph(
                _(
                    "May your posts be linked to your profile (your name and organisation) in the "
                    "digests of {network}? People who read those can see it, in channels, too."
                ),
                network=view.network.name,
            ),
        ),
    )


def linked(view: View, member: Member, blog: SeenBlog, author: str) -> Message:
    """Posts are linked from now on."""
    words = (
        _("Done: posts by {author} in {blog} are shown as {shown}.")
        if author
        else _("Done: posts in {blog} are shown as {shown}.")
    )
    shown = _shown_as(member)
    return say(
        words.format(author=author, blog=name_of(blog), shown=shown),
        _("That is so in the digests of this network, from the next one on."),
        rich(_("To end it, type {off}."), off=view.code(OFF)),
    )


def not_linked(blog: SeenBlog) -> Message:
    """They said no."""
    words = _(
        "Your posts in {blog} are not linked to you, and we keep nothing of what you told us."
    )
    return say(words.format(blog=name_of(blog)))


def somebody_elses() -> tuple[str, ...]:
    """Another member said so before."""
    return (
        _("Somebody else in this network has linked these posts to their profile."),
        _("If you both write there, give your name as the blog shows it."),
        _("If it is a mistake, tell the network's organisers. Nothing has changed."),
    )


def which_author(names: Sequence[str]) -> str:
    """Several people write there."""
    words = _("Several people write there. Give your name as the blog shows it: {names}.")
    return words.format(names=_some(names))


def say_yes_or_no() -> str:
    """The question was left open."""
    return _("Choose yes or no.")


def state(view: View, blogs: Sequence[tuple[Blog, Feed]]) -> Message:
    """Which blogs are linked now."""
    lines = Bullets(tuple(_line(blog, feed) for blog, feed in blogs))
    add = rich(_("For another one, type {blog} and its address."), blog=view.code("digest blog"))
    off = Button(_("Link my posts no more"), OFF)
    head = _("Your posts in these blogs are linked to your profile in this network's digests:")
    return say(head, lines, add, Buttons((off,)))


def unlinked(feeds: Sequence[Feed]) -> Message:
    """Posts are linked no more."""
    if not feeds:
        return say(_("No blog is linked to you, so nothing has changed."))
    words = _("Done: posts in {blogs} are not linked to you any more.")
    return Message(
        (
            Paragraph((words.format(blogs=say_all(map(title_of, feeds))),)),
            Small((_("Digests that were sent before stay as they are."),)),
        )
    )


def _ask_first() -> str:
    return _("If it is yours, we ask next whether your posts may be linked to your profile.")


def _which(looked: Looked) -> tuple[Input, ...]:
    if len(looked.blogs) < 2:
        return ()
    options = tuple(Option(str(n), name_of(blog)[:75]) for n, blog in enumerate(looked.blogs))
    return (ChoiceInput(WHICH, _("Which is yours?"), options, wide=True),)


def _author(view: View, member: Member, looked: Looked) -> tuple[Input, ...]:
    names = [name for blog in looked.blogs for name in authors_of(view.tx, blog)]
    names = list(dict.fromkeys(names))
    if len(names) < 2:
        return ()
    mine = member.name if member.name in names else ""
    hint = _("Only where several people write there. The last were {names}.")
    return (
        TextInput(
            AUTHOR,
            _("Your name, as the blog shows it"),
            hint=hint.format(names=_some(names)),
            value=mine,
            optional=True,
            limit=LONGEST_AUTHOR,
        ),
    )


def _may_we(member: Member) -> ChoiceInput:
    yes = _("Yes: show {shown} with my posts").format(shown=_shown_as(member))
    options = (Option("yes", yes[:75]), Option("no", _("No: leave them as the blog has them")))
    return ChoiceInput(SHOW, _("May we show that they are yours?"), options, wide=True)


def _shown_as(member: Member) -> str:
    name = say_name(member)
    if not member.organisation:
        return name
    return _("{name}, {organisation}").format(name=name, organisation=member.organisation)


def _some(names: Sequence[str]) -> str:
    return say_all(names[:_MOST_NAMES])


def _line(blog: Blog, feed: Feed) -> Rich:
    if not blog.author:
        return (title_of(feed),)
    return rich(_("{blog}, by {author}"), blog=title_of(feed), author=blog.author)
