"""What is answered to whoever looks at a digest before its time, sends it, or leaves one out."""

from datetime import datetime

from bot.message import Bold, Button, Buttons, Message, Paragraph, Rich, Small, paragraph, rich, say
from bot.wording.digests import digest_post
from bot.wording.digests.digest_plans import next_sentence, say_due
from bot.wording.digests.digest_post import CHOOSE, MORE, say_rest
from bot.wording.digests.meant_words import say_digest
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.notes.note_posts import say_place
from bot.wording.view import View
from jobs.digests.records import Composed
from storage.digest_records import Digest
from storage.types import Place

NOW, SKIP, UNSKIP = "digest now", "digest skip", "digest unskip"


def preview(view: View, digest: Digest, composed: Composed, *, may_send: bool) -> Message:
    """The next edition as it is now, for whoever asked alone."""
    if composed.empty:
        return Message((*_nothing_new(view, digest, composed), Buttons((_choose(digest),))))
    note = _("This is how it reads now, and only you see it. Posts that come until then join it.")
    return Message(
        (
            Paragraph(_when(view, digest)),
            Small((note,)),
            *digest_post.body(view, digest, composed),
            Buttons(_controls(digest, len(composed.more), may_send=may_send)),
        )
    )


def none_yet(view: View, place: Place | None) -> Message:
    """Nobody set up a digest here."""
    first = (
        rich(_("{channel} has no digest yet."), channel=say_place(view, place))
        if place
        else _("You have no digest yet.")
    )
    line = "digest here weekly" if place else "digest me weekly"
    return say(first, rich(_("To have one, type {command}."), command=view.code(line)))


def no_rest(view: View) -> Message:
    """No edition was sent yet, so that there is no more of it."""
    return say(
        _("No digest has come yet, so there is no more of it."),
        rich(
            _("To see what the next one holds, type {command}."),
            command=view.code("digest preview"),
        ),
    )


def sent(view: View, digest: Digest, posts: int) -> Message:
    """It was sent at once."""
    words = ngettext(
        "A digest with {count} post is on its way to {reader}.",
        "A digest with {count} posts is on its way to {reader}.",
        posts,
    )
    reader: Rich = (_("you"),)
    if digest.place_id:
        reader = (say_place(view, view.tx.places.get(digest.place_id)),)
    later = () if digest.plan.rhythm == "off" else (next_sentence(view, digest),)
    return say(rich(words, count=str(posts), reader=reader), *later)


def nothing_sent(view: View, digest: Digest, composed: Composed) -> Message:
    """There is nothing to send."""
    return Message((*_nothing_new(view, digest, composed), Buttons((_choose(digest),))))


def nobody_reached(view: View, digest: Digest) -> tuple[Rich, ...]:
    """The channel is closed to us, or there is no way to write to the member."""
    if digest.place_id is None:
        return ((_("We can't write to you at the moment, so nothing was sent."),),)
    place = view.tx.places.get(digest.place_id)
    return (
        rich(_("We can't post in {channel}, so nothing was sent."), channel=say_place(view, place)),
        (_("Invite us to the channel, and then try again."),),
    )


def skipped(view: View, digest: Digest, due: datetime) -> Message:
    """The next one is left out; the button takes that back."""
    words = _("We'll leave out {digest} on {moment}.")
    undo = Button(_("Send it after all"), UNSKIP, digest.id)
    return say(
        rich(words, digest=say_digest(view, digest), moment=Bold(say_due(view, digest, due))),
        _("The posts that it would have shown aren't shown later."),
        Buttons((undo,)),
    )


def unskipped(view: View, digest: Digest, *, was: bool) -> Message:
    """The next one comes after all."""
    first = (
        _("It isn't left out any more.") if was else _("It was not left out. Nothing has changed.")
    )
    again = Button(_("Leave it out"), SKIP, digest.id)
    return say(first, next_sentence(view, digest), Buttons((again,)))


def is_off(view: View, place: Place | None) -> tuple[Rich, ...]:
    """None is to come, so that none can be left out."""
    line = "digest here weekly" if place else "digest me weekly"
    return (
        (_("No digest is due, so nothing has changed."),),
        rich(_("To have one, type {command}."), command=view.code(line)),
    )


def _when(view: View, digest: Digest) -> Rich:
    if digest.plan.rhythm == "off":
        line = "digest here weekly" if digest.place_id else "digest me weekly"
        words = _("It is off, so it won't come. To have it every week, type {command}.")
        return rich(words, command=view.code(line))
    return next_sentence(view, digest)


def _nothing_new(view: View, digest: Digest, composed: Composed) -> tuple[Paragraph, ...]:
    since = say_due(view, digest, composed.since)
    return (
        paragraph(_("Nothing is new since {moment}."), moment=since),
        Paragraph((_("Where nothing is new, nothing is sent."),)),
        Paragraph(_when(view, digest)),
    )


def _controls(digest: Digest, more: int, *, may_send: bool) -> tuple[Button, ...]:
    label = _("The rest ({count})").format(count=more)
    buttons = [Button(label, MORE, digest.id, spoken=say_rest(label, more))] if more else []
    if may_send:
        buttons.append(Button(_("Send it now"), NOW, digest.id))
    return (*buttons, _choose(digest))


def _choose(digest: Digest) -> Button:
    return Button(_("Choose what you see"), CHOOSE, digest.id)
