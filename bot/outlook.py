"""What happens next, and what is on its way: for the playground and for operators."""

from collections.abc import Mapping
from typing import Any

from bot.command import Commands, Names
from bot.wording.language import gettext as _
from bot.wording.rounds.round_names import say_round
from storage.queue_records import Schedule
from storage.transaction import Transaction
from storage.types import ProgrammeId, RoundId

_HIDDEN = frozenset({"purge"})


def next_event(tx: Transaction) -> dict[str, str] | None:
    """Return the next thing that happens by itself: {"at": ISO time, "what": a sentence}."""
    shown = [each for each in tx.schedules.upcoming(20) if each.kind not in _HIDDEN]
    # What people are asked counts for more than what a channel reads at the same moment.
    next_ = min(shown, key=lambda each: (each.next_due, each.kind != "check_in"), default=None)
    if next_ is None:
        return None
    return {"at": next_.next_due.isoformat(), "what": _sentence(tx, next_)}


def _sentence(tx: Transaction, schedule: Schedule) -> str:
    of_programme, of_round = _of_programmes(), _of_rounds()
    if schedule.kind in of_programme:
        programme = tx.programmes.get(ProgrammeId(schedule.subject), schedule.network_id)
        return of_programme[schedule.kind].format(scheme=programme.name)
    if schedule.kind not in of_round and schedule.kind != "introduce":
        return _of_others()[schedule.kind]
    round_ = tx.rounds.get(RoundId(schedule.subject), schedule.network_id)
    programme = tx.programmes.get(round_.programme_id, schedule.network_id)
    kind = "remind organisers" if programme.approve else "send"
    sentence = of_round[kind if schedule.kind == "introduce" else schedule.kind]
    return sentence.format(scheme=programme.name, round=say_round(programme, round_))


def _of_programmes() -> Mapping[str, str]:
    return {
        "plan": _("{scheme}: the next round is planned, and its organisers can look at it."),
        "ask": _("{scheme}: people are asked whether they are in the next round."),
        "announce": _("{scheme}: its channel reads that a round comes."),
    }


def _of_rounds() -> Mapping[str, str]:
    return {
        "remind organisers": _("{scheme}: {round} is due, and its organisers are reminded of it."),
        "send": _("{scheme}: people are introduced in {round}."),
        "ask_again": _("{scheme}: those who have not said whether they are in are asked again."),
        "check_in": _("{scheme}: half-way, people are asked whether they have met."),
        "remind": _("{scheme}: those who have not said whether they met are asked once more."),
        "post_reminder": _("{scheme}: its channel is reminded half-way."),
        "wave": _("{scheme}: those who wait for another partner are introduced to each other."),
        "suggest": _("{scheme}: where nobody suggested a time yet, the other is invited to."),
        "mentor_check_in": _("{scheme}: mentors and mentees are asked how it is going."),
        "close": _("{scheme}: {round} ends, and its channel reads how many met."),
    }


def _of_others() -> Mapping[str, str]:
    return {
        "times_again": _("A pair whose meeting was called off is invited to suggest new times."),
        "meeting": _("A pair that meets today is reminded of it."),
        "meeting_soon": _("A set that meets soon is reminded of it."),
        "meeting_after": _("Whoever facilitates a set is asked whether it met."),
        "share": _("What somebody wanted to share is posted in the channel."),
        "carry_on": _("People of a session are asked who carries it on."),
        "carry_event": _("People of an event's sessions are asked who carries them on."),
        "carry_list": _("An event's channel reads what is carried on, and what is open."),
        "carry_nudge": _("Whoever carries a conversation on is asked how it goes."),
        "write_up": _("Whoever led a session is asked once whether there is a write-up."),
        "slot": _("The sessions of an event that begin are announced, with links to their notes."),
        "unwritten": _("An event's channel reads what nobody has written up."),
        "grid": _("The grid of an event is read again."),
        "blogs": _("Somebody is told what came of a list of blogs."),
        "digest": _("A digest of new blog posts comes, where there are any."),
        "write": _("Somebody who asked for it is reminded to write."),
        "purge": _("What is kept no longer is deleted."),
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
