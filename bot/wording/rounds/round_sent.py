"""A round is sent: how many introductions are on their way now, and which go out later, and why."""

from collections.abc import Sequence
from datetime import datetime

from bot.message import Message, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_moment
from bot.wording.rounds.round_names import say_introductions, say_round
from bot.wording.view import View
from storage.round_records import Programme, Round


def sent(
    view: View, programme: Programme, round_: Round, moments: Sequence[datetime], starts: datetime
) -> Message:
    """The round is sent. `moments`: when each introduction goes out; `starts`: when any may."""
    prompt = [moment for moment in moments if moment <= starts]
    later = [moment for moment in moments if moment > starts]
    lines = [_at_first(view, programme, round_, len(prompt), starts)] if prompt else []
    if later:
        words = _held_back(programme, round_, len(later), alone=not prompt)
        lines.append(words.format(moment=say_moment(max(later), view.zone)))
    report = _("When all have settled, you get one report: delivered, not delivered and why.")
    return say(*lines, report)


def _at_first(view: View, programme: Programme, round_: Round, count: int, starts: datetime) -> str:
    words = (
        _("Done. {introductions} of {round} will be sent from {moment}, in working hours.")
        if starts > view.now
        else ngettext(
            "Done. {introductions} of {round} is on its way now.",
            "Done. {introductions} of {round} are on their way now.",
            count,
        )
    )
    moment = say_moment(starts, view.zone)
    name = say_round(programme, round_)
    return words.format(introductions=say_introductions(count), round=name, moment=moment)


def _held_back(programme: Programme, round_: Round, count: int, *, alone: bool) -> str:
    """Some wait for a free day: nobody hears of two introductions on one. Has a placeholder."""
    if alone:
        words = ngettext(
            "Done. {introductions} of {round} goes out by {moment}, since somebody in it hears of "
            "another introduction first.",
            "Done. {introductions} of {round} go out by {moment}, since somebody in each hears of "
            "another introduction first.",
            count,
        )
        name = say_round(programme, round_)
        return words.format(introductions=say_introductions(count), round=name, moment="{moment}")
    words = ngettext(
        "{count} more goes out by {moment}, since somebody in it hears of another introduction "
        "first.",
        "{count} more go out by {moment}, since somebody in each hears of another introduction "
        "first.",
        count,
    )
    return words.format(count=count, moment="{moment}")
