"""What a channel is called, and how Teapoint gets into it on each platform."""

from bot.wording.language import gettext as _
from bot.wording.view import View
from storage.types import Place, SpaceId


def name_channel(view: View, place: Place) -> str:
    """Return a channel's name; on Teams never its id, which says nothing to anybody."""
    if place.name or is_on_slack(view, place.space_id):
        return f"#{place.name or place.external_id}"
    return _("a channel on Teams")


def is_on_slack(view: View, space_id: SpaceId) -> bool:
    """Whether a workspace is one of Slack; other platforms have no command that invites."""
    return view.tx.spaces.get(space_id).platform == "slack"


def is_in(view: View, place: Place) -> bool:
    """Whether we were heard or added there: only Teams tells, by where it is reached."""
    known = view.tx.places.service_url(place.space_id, place.external_id)
    return bool(known) and not place.closed_why


def how_to_invite(view: View) -> str:
    """The hint at a choice of one of the channels here."""
    if is_on_slack(view, view.space_id):
        return _("We have to be in it. To invite us, type /invite @Teapoint there.")
    return _("We have to be in its team. To have us there, add Teapoint to the team.")
