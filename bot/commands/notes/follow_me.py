"""Read the notes of a theme oneself, in a direct message or by e-mail."""

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.wording.language import gettext as _
from bot.wording.notes import note_follows, note_readers
from bot.wording.view import view_of
from storage.naming import fold
from storage.types import Place


def run(call: Call) -> Answer:
    """Follow what was typed, or with “off” nothing any more; alone: say what is followed."""
    place, theme = _own_place(call), note_follows.read_theme(call.rest)
    themes = call.tx.themes
    before = [one.theme for one in themes.followed(call.network.id, place.id)]
    if not call.args:
        return note_readers.following(view_of(call), before)
    if fold(theme) in {"off", fold(_("off"))}:
        for one in before:
            themes.unfollow(call.network.id, place.id, one)
        return note_readers.ended(view_of(call), before)
    themes.follow(call.network.id, place.id, theme, call.account.id, call.now)
    return note_readers.followed(view_of(call), theme)


def _own_place(call: Call) -> Place:
    """Return the asker's direct message; Refusal where there is none yet."""
    here = call.place if call.place and call.place.kind == "direct" else None
    found = here or call.tx.places.direct(call.account.id, call.account.space_id)
    if found is None:
        raise Refusal(note_readers.nowhere())
    return found


COMMAND = Command(
    words=("notes", "follow", "me"),
    help=_("Get the notes of a theme, or of every session, yourself."),
    usage=_("[theme, everything or off]"),
    example="data sharing",
    run=run,
)
