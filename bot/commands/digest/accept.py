"""Follow a blog that a member suggested."""

from dataclasses import replace

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.note_places import chosen_places
from bot.meaning.suggested import check_open, named_channel, pick_suggestion, settle
from bot.steps.following_blogs import look_for_digest
from bot.wording.digests import suggestions
from bot.wording.digests.adding import WHERE
from bot.wording.digests.suggestions import ANSWER, DECLINE, WHICH
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from storage.digest_records import FeedSuggestion
from storage.types import Place, PlaceId


def run(call: Call) -> Answer:
    """Follow the one that was pressed or typed; without one, open the form."""
    picked = pick_suggestion(call)
    if picked is None:
        open_ = call.tx.suggestions.open_of(call.network.id)
        if not open_:
            return suggestions.listed(view_of(call), open_)
        return suggestions.answer_form(open_)
    place = named_channel(call) or _place(call, picked.place_id)
    return _accept(call, picked, place) if place else suggestions.where_form(picked)


def submit(call: Call, values: Values) -> Answer:
    """Answer the one that was chosen, or follow one in the channel that was chosen."""
    if call.ref:
        places = chosen_places(call, [str(values.get(WHERE) or "")])
        if not places:
            return FormErrors({WHERE: suggestions.choose_channel()})
        picked = pick_suggestion(call)
        return _accept(call, picked, places[0]) if picked else FormErrors({})
    chosen = replace(call, ref=str(values.get(WHICH) or ""))
    picked = pick_suggestion(chosen)
    if picked is None:
        return FormErrors({WHICH: _("Choose one.")})
    if values.get(ANSWER) == DECLINE:
        settle(chosen, picked, "declined")
        return suggestions.declined(picked)
    place = _place(call, picked.place_id)
    return _accept(chosen, picked, place) if place else suggestions.where_form(picked)


def _place(call: Call, place_id: PlaceId | None) -> Place | None:
    return call.tx.places.get(place_id) if place_id else None


def _accept(call: Call, picked: FeedSuggestion, place: Place) -> Answer:
    check_open(picked)
    settle(call, picked, "accepted")
    digests = call.tx.digests
    digest = digests.open_for_place(call.network.id, place.id, call.account.id, call.now)
    look_for_digest(call, digest, picked.url, picked.topics)
    note_action(call, "digest.accept", place.id)
    return suggestions.accepted(picked)


COMMAND = Command(
    words=("digest", "accept"),
    help=_("Follow a blog that a member suggested."),
    usage=_("[number in the list] [#channel]"),
    example="1",
    run=run,
    submit=submit,
    who="organiser",
)
