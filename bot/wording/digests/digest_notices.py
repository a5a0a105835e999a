"""What is told of digests: one case each, and the type checker counts them."""

from datetime import datetime
from typing import assert_never

from bot.message import Message, rich, say
from bot.wording.digests import digest_post, feed_trouble, writing_prompts
from bot.wording.language import gettext as _
from bot.wording.look import Look
from bot.wording.notes.note_posts import say_place
from bot.wording.view import view_for
from jobs.calendars.workdays import find_zone
from jobs.digests.gathering import reader_of, zone_of
from jobs.digests.reading import read_edition
from jobs.digests.writing import week_of
from storage.digest_records import DigestId, EditionId
from storage.notices.digests import (
    DigestChannelClosed,
    DigestEdition,
    DigestNotice,
    FeedBack,
    FeedFailing,
    FeedGone,
    WritingReminder,
)


def word(look: Look, notice: DigestNotice) -> Message | None:
    """Word it as things are now; None: there is nothing to say any more."""
    match notice:
        case DigestEdition():
            return _edition(look, notice.edition_id)
        case DigestChannelClosed():
            return _channel_closed(look, notice.digest_id)
        case FeedGone() | FeedFailing() | FeedBack():
            return feed_trouble.word(look, notice)
        case WritingReminder():
            return _writing(look, notice)
        case _:
            assert_never(notice)


def _writing(look: Look, notice: WritingReminder) -> Message | None:
    """None once the member asked for no more, or left."""
    prompt, member = look.tx.writing.get(notice.member_id), look.find_present(notice.member_id)
    if prompt is None or member is None:
        return None
    week = week_of(look.tx, member, datetime.fromisoformat(notice.until))
    return writing_prompts.reminder(view_for(look, member), prompt, week, notice.label)


def _edition(look: Look, edition_id: EditionId) -> Message | None:
    """Word an edition with the titles of now; None once it was given up: the next one has all."""
    edition = look.tx.editions.get(edition_id, look.network.id)
    if edition.state == "dead":
        return None
    digest = look.tx.digests.get(edition.digest_id, look.network.id)
    # What is changed later shows the dates that it showed when it arrived.
    moment = edition.settled_at or look.now
    today = moment.astimezone(find_zone(zone_of(look.tx, digest))).date()
    composed = read_edition(look.tx, edition, digest, today)
    if composed.empty:
        return None
    view = view_for(look, reader_of(look.tx, digest))
    return digest_post.edition_post(view, digest, edition, composed)


def _channel_closed(look: Look, digest_id: DigestId) -> Message | None:
    digest = look.tx.digests.get(digest_id, look.network.id)
    if digest.place_id is None:
        return None
    view, place = view_for(look), look.tx.places.get(digest.place_id)
    return say(
        rich(
            _("We can't post the blog digest in {channel} any more."),
            channel=say_place(view, place),
        ),
        _("It waits, and nothing new is lost. If it should come again, invite us to the channel."),
        rich(_("Then type {here} there, with its day and time."), here=view.code("digest here")),
    )
