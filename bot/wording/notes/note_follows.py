"""Which channel takes which notes: the forms, and what is answered."""

from collections.abc import Sequence

from bot.form import Form, Input, MultiChoiceInput, Option, PlaceChoice, TextInput, Value, Values
from bot.message import Bullets, Code, Message, Rich, plain, rich, say
from bot.wording.channels import how_to_invite
from bot.wording.language import gettext as _
from bot.wording.notes.note_posts import say_place, say_places
from bot.wording.view import View
from storage.naming import clean, fold
from storage.session_records import EventSession
from storage.themes import EVERYTHING, Follow
from storage.types import Place

HERE, ELSEWHERE, THEME, WHICH = "here", "elsewhere", "theme", "which"
LONGEST_THEME = 80

_MOST_OPTIONS = 100


def read_theme(typed: str) -> str:
    """Return the theme that somebody wrote, with or without quotation marks; EVERYTHING for all."""
    theme = clean(typed.strip("\"'“”"), LONGEST_THEME)
    return EVERYTHING if fold(theme) in {"everything", fold(_("everything"))} else theme


def where_form(view: View, session: EventSession, others: Sequence[Place]) -> Form:
    """Choose channels: one of this workspace, and those that are known elsewhere."""
    inputs: list[Input] = [
        PlaceChoice(
            HERE,
            _("Channel in this workspace"),
            hint=how_to_invite(view),
            optional=True,
        )
    ]
    if others:
        options = tuple(
            Option(place.id, plain((say_place(view, place),))[:75])
            for place in others[:_MOST_OPTIONS]
        )
        inputs.append(MultiChoiceInput(ELSEWHERE, _("Channels that take notes"), options))
    return Form(
        _("Choose channels"),
        "notes post to",
        tuple(inputs),
        _("Preview"),
        ref=session.id,
    )


def read_where(values: Values) -> list[str]:
    """Return the ids of the channels that were chosen."""
    here, others = values.get(HERE) or "", values.get(ELSEWHERE) or ()
    return [one for one in (str(here), *_several(others)) if one]


def follow_form(view: View, here: Place | None, theme: str) -> Form:
    """Choose a channel and write the theme that it follows."""
    return Form(
        _("Take session notes"),
        "notes follow",
        (
            PlaceChoice(
                HERE,
                _("Channel"),
                hint=how_to_invite(view),
                value=here.id if here else "",
            ),
            TextInput(
                THEME,
                _("Theme"),
                hint=_("Such as data sharing. Leave it empty for the notes of every session."),
                value=theme,
                optional=True,
                limit=LONGEST_THEME,
            ),
        ),
        _("Save"),
    )


def followed(view: View, place: Place, theme: str, *, is_new: bool) -> Message:
    """The channel takes these notes from now on."""
    words = _("{channel} takes {notes} from now on.")
    if not is_new:
        words = _("{channel} takes {notes} already. Nothing has changed.")
    return say(
        rich(words, channel=say_place(view, place), notes=say_notes(theme)),
        _("Nothing is posted by itself: whoever posts notes sees this channel in the preview."),
        rich(_("To end this, type {unfollow} there."), unfollow=_ending(view, theme)),
    )


def not_ours() -> Message:
    """The channel belongs to another network."""
    return say(_("This channel belongs to another network. Nothing has changed."))


def follows_nothing(view: View, here: Place | None, theme: str) -> Message:
    """There is nothing to end."""
    if theme:
        return say(_("No channel takes notes of that theme here. Nothing has changed."))
    if here is None:
        return say(_("No channel takes notes by theme. Nothing has changed."))
    words = _("{channel} takes no notes by theme. Nothing has changed.")
    return say(rich(words, channel=say_place(view, here)))


def unfollow_form(view: View, all_: Sequence[Follow]) -> Form:
    """Choose what ends."""
    options = tuple(
        Option(f"{one.place_id} {fold(one.theme)}", _one(view, one)[:75])
        for one in all_[:_MOST_OPTIONS]
    )
    return Form(
        _("Take no more notes"),
        "notes unfollow",
        (MultiChoiceInput(WHICH, _("What should end?"), options, optional=False),),
        _("End"),
    )


def read_which(chosen: Value) -> set[tuple[str, str]]:
    """Return what was ticked: channels and folded themes."""
    pairs = (one.partition(" ") for one in _several(chosen))
    return {(place, theme) for place, _space, theme in pairs}


def unfollowed(view: View, ended: Sequence[Follow], places: Sequence[Place]) -> Message:
    """These notes go there no more; what was posted stays."""
    stays = _("What was posted there stays.")
    if len(ended) == 1 and places:
        words = _("{channel} takes {notes} no more.")
        said = rich(words, channel=say_places(view, places), notes=say_notes(ended[0].theme))
        return say(said, stays)
    rows: tuple[Rich, ...] = tuple((_one(view, one),) for one in ended)
    return say(_("These have ended:"), Bullets(rows), stays)


def _one(view: View, one: Follow) -> str:
    place = plain((say_place(view, view.tx.places.get(one.place_id)),))
    return _("{channel}: {notes}").format(channel=place, notes=say_notes(one.theme))


def say_notes(theme: str) -> str:
    """Name the notes of a theme, in a sentence."""
    if theme == EVERYTHING:
        return _("the notes of every session")
    return _("notes about “{theme}”").format(theme=theme)


def _ending(view: View, theme: str) -> Code:
    return view.code(f"notes unfollow {theme or 'everything'}")


def _several(value: Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
