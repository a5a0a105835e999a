"""Pitch a session for an event."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.events import pick_event
from bot.meaning.quiet import ask_titled, read_title
from bot.wording.events import camp_pitches
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.events.pitching import LONGEST_TITLE, find_same, pitch
from storage.events import Event


def run(call: Call) -> Answer:
    """Keep the pitch and post it in the event's channel; one that is there already is shown.

    In a quiet period it is asked about once more, where there is a channel.
    """
    event, view = pick_event(call), view_of(call)
    title, sure = read_title(call, LONGEST_TITLE)
    if not title:
        raise Refusal(*camp_pitches.how_to_pitch(view))
    same = find_same(call.tx, event, title)
    if same:
        count = call.tx.sessions.counts([same.id], "coming").get(same.id, 0)
        return camp_pitches.pitched_already(same, count)
    asks = event.place_id is not None and not sure
    question = ask_titled(call, "notes pitch", title, e=event.id) if asks else None
    return question or _keep(call, event, title)


def _keep(call: Call, event: Event, title: str) -> Answer:
    session = pitch(call.tx, event, title, call.me, call.account.id, call.now)
    has_channel = event.place_id is not None
    return camp_pitches.pitched(view_of(call), event, session, in_channel=has_channel)


COMMAND = Command(
    words=("notes", "pitch"),
    help=_("Pitch a session for an event, and see who would come."),
    usage=_('["title"]'),
    example='"Data sharing across councils"',
    run=run,
)
