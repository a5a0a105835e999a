"""What somebody chose in the form of a digest: its plan, and what it leaves out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import TypeVar, get_args

from bot.command import Call
from bot.form import Values
from bot.meaning.digest_rhythms import Wanted, apply
from bot.suggest import NEW
from bot.wording.digests import digest_choosing as words
from bot.wording.digests.muting import value_of
from jobs.digests.judging import topic_of
from storage.digest_records import DigestPlan, DigestRhythm, Holidays, Mute, MuteKind, Reads, Shows
from storage.naming import clean
from storage.transaction import Transaction
from storage.types import NetworkId

Choice = TypeVar("Choice", bound=str)

_LONGEST_TOPIC = 60

_RHYTHMS: tuple[DigestRhythm, ...] = get_args(DigestRhythm)
_HOLIDAYS: tuple[Holidays, ...] = get_args(Holidays)
_READS: tuple[Reads, ...] = get_args(Reads)
_SHOWS: tuple[Shows, ...] = get_args(Shows)
_KINDS: tuple[MuteKind, ...] = get_args(MuteKind)


def read_plan(call: Call, values: Values, was: DigestPlan) -> DigestPlan:
    """Return the plan as it was chosen; what the form did not ask, or is none, stays."""
    rhythm = _one_of(_RHYTHMS, _text(values, words.RHYTHM), was.rhythm)
    weekday = _one_of(tuple("0123456"), _text(values, words.WEEKDAY), str(was.weekday))
    wanted = Wanted(rhythm, int(weekday), _clock(_text(values, words.AT)))
    plan = apply(wanted, was, call.now.date()) or was
    return replace(
        plan,
        holidays=_one_of(_HOLIDAYS, _text(values, words.HOLIDAYS), was.holidays),
        reads=_one_of(_READS, _text(values, words.READS), was.reads),
        shows=_one_of(_SHOWS, _text(values, words.SHOWS), was.shows),
        topics=read_topics(call.tx, call.network.id, _many(values, words.TOPICS)),
        region=clean(_text(values, words.REGION), words.LONGEST_REGION),
    )


def check(values: Values, plan: DigestPlan) -> dict[str, str]:
    """Return what is missing or cannot be, by the input where it is said."""
    errors: dict[str, str] = {}
    if plan.shows == "topics" and not plan.topics:
        errors[words.TOPICS] = words.no_topics()
    if len(plan.topics) > words.MOST_TOPICS:
        errors[words.TOPICS] = words.too_many_topics()
    if words.AT in values and _clock(_text(values, words.AT)) is None:
        errors[words.AT] = words.not_a_time()
    return errors


def read_mutes(values: Values, was: Sequence[Mute]) -> tuple[list[Mute], list[Mute]]:
    """Return what is muted from now on, and what no more; nothing where it was not asked."""
    if words.MUTED not in values:
        return [], []
    ticked = _many(values, words.MUTED)
    before = {value_of(mute): mute for mute in was}
    new = [_mute(value) for value in ticked if value not in before]
    gone = [mute for value, mute in before.items() if value not in ticked]
    return [mute for mute in new if mute], gone


def read_topics(tx: Transaction, network_id: NetworkId, typed: Sequence[str]) -> tuple[str, ...]:
    """Return topics as the network spells them, each once; one that it does not know as typed."""
    vocabulary = tx.interests.vocabulary(network_id)
    names = (clean(name.removeprefix(NEW), _LONGEST_TOPIC) for name in typed)
    found = (topic_of(name, vocabulary).name for name in names if name)
    return tuple(dict.fromkeys(found))


def _mute(value: str) -> Mute | None:
    kind, _colon, shown = value.partition(":")
    known = next((each for each in _KINDS if each == kind), None)
    return Mute(known, shown) if known and shown else None


def _clock(text: str) -> str | None:
    try:
        return time.fromisoformat(text).strftime("%H:%M")
    except ValueError:
        return None


def _one_of(known: tuple[Choice, ...], said: str, was: Choice) -> Choice:
    return next((each for each in known if each == said), was)


def _text(values: Values, name: str) -> str:
    value = values.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _many(values: Values, name: str) -> tuple[str, ...]:
    value = values.get(name, ())
    return ((value,) if value else ()) if isinstance(value, str) else tuple(value)
