"""What a network publishes of its blogs: words of the page, and of the command."""

from bot.message import Bullets, Code, Link, Message, Rich, rich, say
from bot.wording.language import gettext as _
from bot.wording.pages import Dated, PageLink, Words
from bot.wording.view import View
from jobs.digests.merged_list import MergedList
from jobs.feeds.identity import without_tracking
from storage.types import Network

_SHOWN = 30


def title(network: Network) -> str:
    """What the list is called wherever it is read."""
    return _("Blog posts that {network} follows").format(network=network.name)


def page(network: Network, merged: MergedList, address: str) -> tuple[Words, tuple[Dated, ...]]:
    """The page for a person who opens the address: what it is, how to follow it, what is new."""
    words = Words(
        title(network),
        (
            _("New posts of public blogs, each once, as this network's channels follow them."),
            _("You can follow all of it in any reader of feeds, or take over its sources."),
        ),
    )
    follow = (
        PageLink(f"{address}.atom", _("Follow these posts (Atom feed)")),
        PageLink(f"{address}.opml", _("The blogs that they come from (OPML file)")),
    )
    newest = tuple(
        PageLink(
            without_tracking(post.entry.link),
            _("{title} ({blog})").format(title=post.entry.title or post.entry.link, blog=post.blog),
        )
        for post in merged.posts[:_SHOWN]
        if post.entry.link
    )
    parts = [Dated(_("Follow it"), follow)]
    if newest:
        parts.append(Dated(_("The newest posts"), newest))
    return words, tuple(parts)


def no_longer() -> Words:
    """The list is not published, or not any more."""
    return Words(
        _("This list isn't published any more"),
        (
            _("The network that published it has stopped."),
            _("You can take it out of your reader of feeds."),
        ),
    )


def too_often() -> Words:
    """An address asks more often than anybody needs to."""
    return Words(
        _("Please wait a minute"),
        (_("This list was opened very often from where you are. Nothing is lost."),),
    )


def trouble() -> Words:
    """Our side cannot look now."""
    return Words(
        _("We can't show this list just now"), (_("Nothing is lost. Try again in a minute."),)
    )


def published(view: View, address: str) -> Message:
    """The list is published, and where."""
    return say(
        _("Anyone can read the blog posts that this network's channels follow now:"),
        Bullets(
            (
                (Link(_("The page, for people"), address),),
                (Link(_("The feed, for readers of feeds"), f"{address}.atom"),),
                (Link(_("The list of blogs (OPML)"), f"{address}.opml"),),
            )
        ),
        _(
            "It has the titles, links and first lines of the 100 newest posts, each once. "
            "It has nothing of your members, and nothing that they follow for themselves."
        ),
        _stop(view),
    )


def stopped(*, was_on: bool) -> Message:
    """It is published no more."""
    if not was_on:
        return say(_("This network publishes no list of blog posts, so nothing has changed."))
    return say(
        _("Done: the list of blog posts is not published any more."),
        _("Whoever follows it is told that it is gone. Its address never works again."),
    )


def not_for_sensitive() -> tuple[str, ...]:
    """A sensitive network shows nothing outside."""
    return (
        _(
            "This network is one of those that show nothing outside, so its list can't be "
            "published."
        ),
        _("Nothing has changed."),
    )


def cannot_be_opened() -> tuple[str, ...]:
    """Nobody outside could reach the page."""
    return (
        _(
            "Nobody outside could open the list: whoever runs Teapoint here has not given it a "
            "web address."
        ),
        _("Nothing has changed."),
    )


def _stop(view: View) -> Rich:
    off: Code = view.code("digest publish off")
    return rich(_("To stop, type {off}."), off=off)
