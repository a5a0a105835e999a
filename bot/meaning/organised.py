"""Which scheme, round and members an organiser means; a question, or a refusal, where unclear."""

from dataclasses import replace
from datetime import timedelta

from bot.command import Call, Refusal
from bot.meaning.schemes import named
from bot.message import Button, Buttons, Message, say
from bot.refs import pack_ref, read_ref
from bot.wording.language import gettext as _
from bot.wording.organisers import organise
from bot.wording.rounds.round_preview import preview, still_planning
from bot.wording.trouble import MOST_CONTROLS
from bot.wording.view import view_of
from jobs.members.belonging import choose_programme
from jobs.rounds.dates import local_day
from jobs.rounds.seating_changes import reseat
from storage.round_records import Programme, Round
from storage.types import ProgrammeId, RoundId

SCHEME, ROUND, VERSION = "p", "r", "v"
_JUST_NOW = timedelta(hours=1)


def refuse(message: Message) -> Refusal:
    """Return a refusal that says this message: nothing is changed."""
    refusal = Refusal()
    refusal.message = replace(message, failed=True)
    return refusal


def find_scheme(call: Call, line: str) -> Programme:
    """Return the scheme that is meant: the pressed, the named, the only one, the channel's.

    What was named comes before the channel's, wherever it was typed.

    Refusal: there is none, or a question with which `line` is run again.
    """
    chosen = read_ref(call.ref).get(SCHEME)
    if chosen:
        return call.tx.programmes.get(ProgrammeId(chosen), call.network.id)
    by_name = named(call.tx.programmes.running(call.network.id), call.rest)
    if by_name:
        return by_name
    found = choose_programme(call.tx, call.network, call.place, None)
    if isinstance(found, Programme):
        return found
    if not found:
        words = _("There's no scheme yet. To set one up, type {command}.")
        raise Refusal(words.format(command=call.names.typed("unmentor organise")))
    buttons = tuple(
        Button(programme.name, line, pack_ref(p=programme.id))
        for programme in found[:MOST_CONTROLS]
    )
    typed = call.names.typed(f"{line} {found[-1].name}")
    more = _("You can also type its name, such as {typed}.").format(typed=typed)
    raise refuse(say(_("Which scheme do you mean?"), Buttons(buttons), more))


def find_round(call: Call, line: str) -> tuple[Programme, Round]:
    """Return the round that waits to be sent, which is pressed or the scheme's.

    Refusal where there is none, or where it was sent or dropped meanwhile (by whom and when).
    """
    chosen = read_ref(call.ref).get(ROUND)
    if chosen:
        round_ = call.tx.rounds.get(RoundId(chosen), call.network.id)
        programme = call.tx.programmes.get(round_.programme_id, call.network.id)
    else:
        programme = find_scheme(call, line)
        latest = call.tx.rounds.latest(programme.id, "proposed")
        if latest is None:
            _check_not_just_sent(call, programme, line)
            raise Refusal(
                _("No round of {scheme} waits to be sent.").format(scheme=programme.name),
                _("To plan the next one, type {command}.").format(
                    command=call.names.typed("unmentor round preview")
                ),
            )
        round_ = latest
    check_waits(call, programme, round_)
    return programme, round_


def _check_not_just_sent(call: Call, programme: Programme, line: str) -> None:
    """Refusal for whoever sends a round that another organiser sent a moment before: by whom."""
    latest = call.tx.rounds.latest(programme.id, "open")
    since = latest.sent_at if latest else None
    if latest and since and line == "unmentor round send" and call.now - since < _JUST_NOW:
        check_waits(call, programme, latest)


def find_planned_round(call: Call, line: str) -> tuple[Programme, Round]:
    """Return the round that waits, as `find_round`; Refusal where its plan is still being made."""
    programme, round_ = find_round(call, line)
    if round_.percent is None:
        raise refuse(still_planning(programme, round_))
    return programme, round_


def check_waits(call: Call, programme: Programme, round_: Round) -> None:
    """Refusal where a round was sent or dropped meanwhile: by whom and when."""
    if round_.state == "proposed":
        return
    view = view_of(call)
    if round_.state == "cancelled":
        raise refuse(organise.round_was_dropped(programme, round_))
    entry = call.tx.audit.latest(call.network.id, "round.send", round_.id)
    by = call.tx.accounts.get(entry.actor).name if entry else ""
    raise refuse(organise.round_was_sent(view, programme, round_, by))


def up_to_date(call: Call, programme: Programme, round_: Round) -> Round:
    """Return the round with everybody who left, paused or joined since looked at again."""
    return reseat(
        call.tx, programme, round_, local_day(max(round_.introduce_at, call.now), programme)
    )


def changed_since(call: Call, programme: Programme, round_: Round) -> Message | None:
    """Return the plan as it is now, where it is not the one that was looked at."""
    seen = read_ref(call.ref).get(VERSION)
    if not seen or seen == str(round_.version):
        return None
    view = view_of(call)
    now = preview(view, programme, round_)
    return Message((*say(organise.plan_has_changed()).blocks, *now.blocks))
