"""Let a channel take the notes of a theme."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.note_places import chosen_places
from bot.wording.language import gettext as _
from bot.wording.notes import note_follows
from bot.wording.view import view_of
from storage.types import Place


def run(call: Call) -> Answer:
    """In a channel, let it follow what was typed; elsewhere, or without words, open the form."""
    here = call.place if call.place and call.place.kind == "channel" else None
    if here is None or not call.args:
        return note_follows.follow_form(view_of(call), here, call.rest)
    if not chosen_places(call, [here.id]):
        return note_follows.not_ours()
    return _follow(call, here, call.rest)


def submit(call: Call, values: Values) -> Answer:
    """Let the channel that was chosen follow the theme that was written."""
    chosen = chosen_places(call, [str(values.get(note_follows.HERE) or "")])
    if not chosen:
        return FormErrors({note_follows.HERE: _("Choose a channel of this network.")})
    return _follow(call, chosen[0], str(values.get(note_follows.THEME) or ""))


def _follow(call: Call, place: Place, typed: str) -> Answer:
    theme = note_follows.read_theme(typed)
    is_new = call.tx.themes.follow(call.network.id, place.id, theme, call.account.id, call.now)
    if is_new:
        note_action(call, "theme.follow", place.id, theme=theme)
    return note_follows.followed(view_of(call), place, theme, is_new=is_new)


COMMAND = Command(
    words=("notes", "follow"),
    help=_("Let a channel take the notes of a theme, or of every session."),
    usage=_("[theme or everything]"),
    example="data sharing",
    run=run,
    submit=submit,
    who="organiser",
)
