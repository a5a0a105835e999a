"""Adding a blog: the form, the wait, and what is said at once."""

from bot.form import Form, PlaceChoice, TextInput
from bot.message import Message, Paragraph, Small, rich, say
from bot.wording.digests.blog_trouble import say_what
from bot.wording.digests.meant_words import say_reader
from bot.wording.language import gettext as _
from bot.wording.view import View
from jobs.digests.given import Trouble
from storage.types import Place

URL, TOPICS, WHERE = "url", "topics", "where"
LONGEST_URL, LONGEST_TOPICS = 2_000, 200


def add_form(view: View, place: Place | None, *, is_organiser: bool) -> Form:
    """The address, what of it is wanted, and where its posts are read."""
    channel = PlaceChoice(
        WHERE,
        _("Channel"),
        hint=_("Leave it empty to read it yourself."),
        value=place.id if place else "",
        optional=True,
    )
    asked = () if is_organiser else (Paragraph((_only_suggested(),)),)
    ready = _("Or follow many at once: {set} has ready-made public-sector blogs.")
    outro = (*asked, Small(rich(ready, set=view.code("digest set"))))
    return Form(
        _("Follow a blog"),
        "digest add",
        (
            TextInput(
                URL,
                _("Web address"),
                hint=_("Of the blog's home page, or of its feed if you know it."),
                limit=LONGEST_URL,
            ),
            channel,
            TextInput(
                TOPICS,
                _("Topics"),
                hint=_("Only posts about these, such as: data, accessibility. Empty: every post."),
                optional=True,
                limit=LONGEST_TOPICS,
            ),
        ),
        _("Follow"),
        outro=outro,
    )


def on_it(view: View, place: Place | None) -> Message:
    """We look at the address now."""
    if place is None:
        return say(_("We're looking for the blog. You'll get a message."))
    words = _("We're looking for the blog for {channel}. You'll get a message.")
    return say(rich(words, channel=say_reader(view, place)))


def suggesting(view: View, place: Place | None) -> Message:
    """We look at it, then ask the organisers."""
    if place is None:
        return say(
            _("We're on it. We look at the blog first, then ask the organisers of this network."),
            _("You'll get a message with what we find, and another with their answer."),
        )
    return say(
        rich(
            _("We're on it. Organisers decide what {channel} follows: we look, then ask them."),
            channel=say_reader(view, place),
        ),
        _("You'll get a message with what we find, and another with their answer."),
    )


def not_that(trouble: Trouble) -> tuple[str, str]:
    """The address is not one that we use; it is not said again, for what it may hold."""
    return say_what(trouble), _("Nothing has changed, and nothing of what you typed is kept.")


def no_address(words: str) -> tuple[str, str]:
    """What was typed is no web address."""
    return (
        _(
            "“{words}” isn't a web address. Web addresses look like https://blog.example.org."
        ).replace("{words}", words),
        _("Nothing has changed. Copy the address from your browser, and type it again."),
    )


def _only_suggested() -> str:
    return _("Organisers decide what a channel follows: for a channel, we ask them.")
