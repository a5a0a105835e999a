"""What happens next, and what is on its way: for the playground and for operators."""

from collections.abc import Mapping
from gettext import gettext as _
from typing import Any

from bot.command import Commands, Names
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
    programme_id = ProgrammeId(schedule.subject)
    if schedule.kind != "plan":
        round_ = tx.rounds.get(RoundId(schedule.subject), schedule.network_id)
        programme_id = round_.programme_id
    name = tx.programmes.get(programme_id, schedule.network_id).name
    return _sentences()[schedule.kind].format(scheme=name)


def _sentences() -> Mapping[str, str]:
    return {
        "plan": _("The next round of {scheme} is planned, and its organisers can preview it."),
        "introduce": _("The round of {scheme} is due, and its organisers are reminded of it."),
        "check_in": _("Half-way: everyone introduced in {scheme} is asked whether they have met."),
        "remind": _("Those of {scheme} who have not said whether they met are asked once more."),
        "close": _("The round of {scheme} ends, and its channel reads how many met."),
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
