"""What happens next, and what is on its way: for the playground and for operators."""

from collections.abc import Mapping
from gettext import gettext as _
from typing import Any

from bot.command import Commands, Names
from bot.wording.round_names import say_round
from storage.store import Transaction
from storage.types import ProgrammeId, RoundId, Schedule

_HIDDEN = frozenset({"purge"})


def next_event(tx: Transaction) -> dict[str, str] | None:
    """Return the next thing that happens by itself: {"at": ISO time, "what": a sentence}."""
    for schedule in tx.schedules.upcoming(20):
        if schedule.kind not in _HIDDEN:
            return {"at": schedule.next_due.isoformat(), "what": _sentence(tx, schedule)}
    return None


def _sentence(tx: Transaction, schedule: Schedule) -> str:
    if schedule.kind == "plan":
        programme = tx.programmes.get(ProgrammeId(schedule.subject), schedule.network_id)
        words = _("{scheme}: the next round is planned, and its organisers can look at it.")
        return words.format(scheme=programme.name)
    if schedule.kind == "announce":
        programme = tx.programmes.get(ProgrammeId(schedule.subject), schedule.network_id)
        return _("{scheme}: its channel reads that a round comes.").format(scheme=programme.name)
    if schedule.kind == "meeting":
        return _("A pair that meets today is reminded of it.")
    round_ = tx.rounds.get(RoundId(schedule.subject), schedule.network_id)
    programme = tx.programmes.get(round_.programme_id, schedule.network_id)
    kind = "remind organisers" if programme.approve else "send"
    sentence = _sentences()[kind if schedule.kind == "introduce" else schedule.kind]
    return sentence.format(scheme=programme.name, round=say_round(programme, round_))


def _sentences() -> Mapping[str, str]:
    return {
        "remind organisers": _("{scheme}: {round} is due, and its organisers are reminded of it."),
        "send": _("{scheme}: people are introduced in {round}."),
        "check_in": _("{scheme}: half-way, people are asked whether they have met."),
        "remind": _("{scheme}: those who have not said whether they met are asked once more."),
        "post_reminder": _("{scheme}: its channel is reminded half-way."),
        "wave": _("{scheme}: those who wait for another partner are introduced to each other."),
        "suggest": _("{scheme}: where nobody suggested a time yet, the other is invited to."),
        "close": _("{scheme}: {round} ends, and its channel reads how many met."),
    }


def waiting_rows(tx: Transaction) -> list[dict[str, Any]]:
    """Return the messages on their way, without their words or names."""
    return [
        {
            "seq": delivery.seq,
            "state": delivery.state,
            "what": type(tx.deliveries.notice(delivery)).__name__,
            "attempts": delivery.attempts,
            "error": delivery.error,
        }
        for delivery in tx.deliveries.waiting()
    ]


def command_rows(commands: Commands, names: Names) -> list[dict[str, str]]:
    """Return every listed command as it is typed, with what may follow and one line of help."""
    rows = []
    for command in commands.all:
        if command.listed:
            slash, _space, words = names.typed(command.line).partition(" ")
            row = {"command": slash, "words": words, "usage": command.usage}
            rows.append(row | {"help": command.help})
    return rows
