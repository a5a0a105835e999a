"""`/digest` alone: what is read here, when the next one comes, and the three next things to do."""

from dataclasses import dataclass

from bot.message import Block, Button, Buttons, Heading, Message, Paragraph, Rich, rich
from bot.wording.channels import name_channel
from bot.wording.digests.digest_plans import next_sentence, say_choice
from bot.wording.digests.digest_post import CHOOSE
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all
from bot.wording.notes.note_posts import say_place
from bot.wording.view import View
from storage.digest_records import Digest
from storage.types import Place

PREVIEW, SET, ADD, HERE, ME = (
    "digest preview",
    "digest set",
    "digest add",
    "digest here",
    "digest me",
)

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class State:
    """Whose digest, if there is one; `blogs`: titles of those it reads, or would read.

    `waiting`: how many new posts the next one holds so far. `decides`: whether the asker may change
    it. `everywhere`: how many blogs it may read. `network`: the titles of the network's.
    """

    place: Place | None
    digest: Digest | None
    blogs: tuple[str, ...]
    everywhere: int
    network: tuple[str, ...]
    waiting: int
    decides: bool


def shown(view: View, state: State) -> Message:
    """How things stand, and what to do next."""
    what = _("A digest brings new blog posts in one message, as often as you like.")
    head: list[Block] = [Heading(_heading(view, state))]
    if not state.everywhere:
        words = _("This network follows no blogs yet.")
        ready = _("There is a ready-made set of blogs about the public sector.")
        lines: list[Block] = [Paragraph((f"{what} {words}",)), Paragraph((ready,))]
    elif state.digest is None or state.digest.plan.rhythm == "off":
        lines = [Paragraph((what,)), *_none_yet(view, state)]
    else:
        lines = _comes(view, state, state.digest)
    return Message((*head, *lines, Buttons(_controls(state))))


def _heading(view: View, state: State) -> str:
    if state.place is None:
        return _("Your blog digest")
    return _("The blog digest of {channel}").format(channel=name_channel(view, state.place))


def _none_yet(view: View, state: State) -> list[Block]:
    if state.place:
        first = rich(_("None comes to {channel} yet."), channel=say_place(view, state.place))
    else:
        first = (_("None comes to you yet."),)
    if not state.network:
        return [Paragraph(first)]
    return [Paragraph((*first, " ", _network_follows(state.network)))]


def _network_follows(blogs: tuple[str, ...]) -> str:
    count, named = len(blogs), say_all(blogs[:_MOST_NAMED])
    if count > _MOST_NAMED:
        words = _("This network follows {count} blogs, such as {blogs}.")
    else:
        words = ngettext(
            "This network follows one blog: {blogs}.",
            "This network follows {count} blogs: {blogs}.",
            count,
        )
    return words.format(count=count, blogs=named)


def _comes(view: View, state: State, digest: Digest) -> list[Block]:
    return [
        Paragraph(next_sentence(view, digest)),
        Paragraph((_waiting(state.waiting),)),
        Paragraph((*_reads(state), " ", say_choice(view, digest))),
    ]


def _waiting(count: int) -> str:
    if not count:
        return _("Nothing is new yet. Where that stays so, nothing is sent.")
    words = ngettext("{count} new post waits for it.", "{count} new posts wait for it.", count)
    return words.format(count=count)


def _reads(state: State) -> Rich:
    count = len(state.blogs)
    if not count:
        return (_("It follows no blogs yet."),)
    words = ngettext("It reads {blogs}.", "It reads {count} blogs: {blogs}.", count)
    named = list(state.blogs[:_MOST_NAMED])
    if count > _MOST_NAMED:
        left = count - _MOST_NAMED
        named.append(ngettext("one more", "{count} more", left).format(count=left))
    return (words.format(count=count, blogs=say_all(named)),)


def _controls(state: State) -> tuple[Button, ...]:
    digest = state.digest
    mine = Button(_("Your own digest"), ME)
    add = Button(_("Add a blog"), ADD, digest.id if digest else "")
    if not state.everywhere or not (state.blogs or digest is None):
        if not state.decides:
            return (mine,)
        ready = Button(_("Follow the ready-made set"), SET, style="primary")
        return (ready, add, *((mine,) if state.place else ()))
    if digest is None or digest.plan.rhythm == "off":
        if not state.decides:
            return (mine,)
        start = Button(
            _("Set it up here") if state.place else _("Set it up"), HERE, style="primary"
        )
        return (start, add, *((mine,) if state.place else ()))
    see = Button(_("See the next one"), PREVIEW, digest.id)
    choose = Button(_("Choose what you see"), CHOOSE, digest.id)
    return (see, choose, add if state.decides else mine)
