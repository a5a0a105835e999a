"""Let a channel take the notes of a theme no more."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.note_places import chosen_places
from bot.wording.language import gettext as _
from bot.wording.notes import note_follows
from bot.wording.view import view_of
from storage.naming import fold
from storage.themes import Follow
from storage.types import PlaceId


def run(call: Call) -> Answer:
    """In a channel, end what was typed, or the one theme that it follows; else open the form."""
    here = call.place if call.place and call.place.kind == "channel" else None
    all_ = call.tx.themes.followed(call.network.id, here.id if here else None)
    meant = [one for one in all_ if _is_meant(one, call.rest)] if call.args else all_
    if not meant:
        return note_follows.follows_nothing(view_of(call), here, call.rest)
    if here is None or len(meant) > 1:
        return note_follows.unfollow_form(view_of(call), meant)
    return _unfollow(call, meant)


def submit(call: Call, values: Values) -> Answer:
    """End what was ticked."""
    chosen = values.get(note_follows.WHICH) or ()
    ticked = note_follows.read_which(chosen)
    known = call.tx.themes.followed(call.network.id)
    meant = [one for one in known if (one.place_id, fold(one.theme)) in ticked]
    if not meant:
        return FormErrors({note_follows.WHICH: _("Choose at least one.")})
    return _unfollow(call, meant)


def _unfollow(call: Call, meant: list[Follow]) -> Answer:
    for one in meant:
        call.tx.themes.unfollow(call.network.id, one.place_id, one.theme)
        note_action(call, "theme.unfollow", one.place_id, theme=one.theme)
    places = chosen_places(call, [PlaceId(one.place_id) for one in meant])
    return note_follows.unfollowed(view_of(call), meant, places)


def _is_meant(one: Follow, typed: str) -> bool:
    return fold(one.theme) == fold(note_follows.read_theme(typed))


COMMAND = Command(
    words=("notes", "unfollow"),
    help=_("Let a channel take the notes of a theme no more."),
    usage=_("[theme or everything]"),
    example="data sharing",
    run=run,
    submit=submit,
    who="organiser",
)
