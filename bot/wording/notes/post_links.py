"""Where notes stand: channels, each with the address of the post where its platform gives one."""

from collections.abc import Sequence

from bot.message import Link, Part, Rich
from bot.wording.channels import name_channel
from bot.wording.language import gettext as _
from bot.wording.notes.note_posts import list_rich, say_place
from bot.wording.view import View
from jobs.sessions.note_posts import sent_as
from storage.note_posts import NotePosted
from storage.queue_records import Delivery
from storage.session_records import EventSession
from storage.types import Space


def say_posts(view: View, standing: Sequence[NotePosted]) -> Rich:
    """Return the channels one after the other; those whose post has an address lead there."""
    return list_rich([_say_post(view, posted) for posted in standing])


def find_post(view: View, session: EventSession) -> str:
    """Return where a session's notes are read on the web: its oldest post that has an address."""
    for posted in view.tx.note_posts.standing(session.id):
        space = view.tx.spaces.get(view.tx.places.get(posted.place_id).space_id)
        if address := address_of(space, sent_as(view.tx, posted)):
            return address
    return ""


def address_of(space: Space, delivery: Delivery | None) -> str:
    """Return where a message is read on the web; empty where that is not known.

    Slack: docs.slack.dev, chat.getPermalink, whose answer is made of the same three parts.
    """
    if delivery is None or not (delivery.remote_ref and delivery.remote_place):
        return ""
    if space.platform != "slack" or not space.url:
        return ""
    moment = delivery.remote_ref.replace(".", "")
    return f"{space.url.rstrip('/')}/archives/{delivery.remote_place}/p{moment}"


def _say_post(view: View, posted: NotePosted) -> Part:
    place = view.tx.places.get(posted.place_id)
    here = say_place(view, place)
    space = view.tx.spaces.get(place.space_id)
    address = address_of(space, sent_as(view.tx, posted))
    if not address:
        return here
    name = here if isinstance(here, str) else name_channel(view, place)
    return Link(_("{channel} (the post)").format(channel=name), address)
