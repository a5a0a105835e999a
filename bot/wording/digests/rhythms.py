"""How often a digest comes: asked when the first blog is added, and said."""

from bot.message import Block, Button, Buttons, Code, Message, Paragraph, Rich, Small, rich, say
from bot.wording.channels import is_in, is_on_slack
from bot.wording.digests.meant_words import say_digest
from bot.wording.language import gettext as _
from bot.wording.language import say_moment
from bot.wording.notes.note_posts import say_place
from bot.wording.view import View
from jobs.digests.editions import next_due
from jobs.digests.gathering import zone_of
from storage.digest_records import Digest
from storage.types import Place

_INVITATION = Code("/invite @Teapoint")
DAILY, WEEKLY, NOT_NOW = "digest daily", "digest weekly", "digest not now"


def ask_rhythm(view: View, digest: Digest) -> list[Block]:
    """When should its posts come? Three buttons."""
    asked = rich(_("When should new posts come to {digest}?"), digest=say_digest(view, digest))
    ways = ((_("Daily"), DAILY), (_("Weekly"), WEEKLY), (_("Not now"), NOT_NOW))
    buttons = Buttons(tuple(Button(label, line, digest.id) for label, line in ways))
    blocks: list[Block] = [Paragraph(asked), buttons]
    return [*blocks, *invite(view, digest)]


def invite(view: View, digest: Digest) -> list[Block]:
    """How a channel lets us in: said until we have posted there, and where we were shut out."""
    if digest.place_id is None:
        return []
    place = view.tx.places.get(digest.place_id)
    if place.closed_why:
        return [Paragraph(shut_out(view, place)), Small((_("What you asked for is kept."),))]
    if is_in(view, place) or view.tx.deliveries.has_reached(view.network.id, place.id):
        return []
    if is_on_slack(view, place.space_id):
        words = _("To post in {channel} we have to be in it. To invite us, type {invite} there.")
    else:
        words = _("To post in {channel} we have to be in its team. To have us there, add Teapoint.")
    return [Small(rich(words, channel=say_place(view, place), invite=_INVITATION))]


def shut_out(view: View, place: Place) -> Rich:
    """We can't post in a channel: how to let us in."""
    if is_on_slack(view, place.space_id):
        words = _("We can't post in {channel} now. To invite us, type {invite} there.")
    else:
        words = _("We can't post in {channel} now. To have us there, add Teapoint to its team.")
    return rich(words, channel=say_place(view, place), invite=_INVITATION)


def say_next(view: View, digest: Digest) -> Rich:
    """When new posts come next, as a sentence."""
    due = next_due(view.tx, digest)
    if due is None:
        return rich(
            _("New posts don't come by themselves yet: {digest} is switched off."),
            digest=say_digest(view, digest),
        )
    moment = say_moment(due, zone_of(view.tx, digest))
    words = _("New posts come with {digest}, next on {moment}.")
    return rich(words, digest=say_digest(view, digest), moment=moment)


def is_set(view: View, digest: Digest) -> Message:
    """The digest comes so from now on."""
    words = {
        "daily": _("{digest} comes on working days, where there is something new."),
        "weekly": _("{digest} comes once a week, where there is something new."),
    }[digest.plan.rhythm]
    due = next_due(view.tx, digest)
    moment = say_moment(due, zone_of(view.tx, digest)) if due else ""
    head = _capital(rich(words, digest=say_digest(view, digest)))
    first = _("The next one is due on {moment}.").format(moment=moment)
    own = "digest me" if digest.member_id else "digest here"
    other = rich(_("To choose another day or time, type {line}."), line=view.code(own))
    return say(head, first, other, *invite(view, digest))


def is_off(view: View, digest: Digest) -> Message:
    """Nothing comes by itself; what is followed stays."""
    own = "digest me weekly" if digest.member_id else "digest here weekly"
    return say(
        rich(
            _("Nothing comes by itself. What {digest} follows is kept."),
            digest=say_digest(view, digest),
        ),
        rich(_("When you want it, type {line}."), line=view.code(own)),
    )


def no_blogs(view: View) -> Message:
    """A digest of nothing cannot come."""
    return say(
        _("There are no blogs to follow here yet, so nothing would come."),
        rich(_("To add one, type {add} and its address."), add=view.code("digest add")),
    )


def _capital(text: Rich) -> Rich:
    first, *rest = text
    if isinstance(first, str):
        return (first[:1].upper() + first[1:], *rest)
    return text
