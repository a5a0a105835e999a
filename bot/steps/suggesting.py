"""Suggesting times to meet, typed or by the form: shared by the verbs that do so."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from bot.command import Call, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.introductions import after_name, pick_group, programme_of
from bot.meaning.moments import Wall, read_moments
from bot.message import Message
from bot.wording.meetings import meeting_facts as words
from bot.wording.meetings import time_answers, time_offers, times_form
from bot.wording.rounds import check_ins
from bot.wording.sets import set_dates
from bot.wording.view import View, view_of
from jobs.meetings import meeting_times
from jobs.meetings.slots import SkippedTimeError, at_wall
from jobs.meetings.work_weeks import find_doubts
from jobs.members.belonging import partners
from storage.errors import NotFoundError
from storage.meeting_places import Way
from storage.meetings import Meeting, Offer
from storage.round_records import Group

MOST = 3
_WHERE = re.compile(r"\bwhere:?\s+(?P<where>.+)$", re.IGNORECASE | re.DOTALL)
_WAYS: Mapping[Way, re.Pattern[str]] = {
    "video": re.compile(r"\b(?:by |on |over |via )?(?:a )?video(?: call)?\b", re.IGNORECASE),
    "phone": re.compile(r"\b(?:by |on |over )?(?:the )?(?:tele)?phone\b", re.IGNORECASE),
    "in person": re.compile(r"\bin person\b|\bface to face\b", re.IGNORECASE),
}
_LONGEST = 200


def pick(call: Call, line: str) -> Group | Answer:
    """Return the asker's own introduction that is meant, or an answer; NotFoundError.

    A set has its dates from the start, and its facilitator moves them.
    """
    group = pick_group(call, line, to_meet=True)
    if not isinstance(group, Group):
        return group
    if call.me.id not in group.members:
        raise NotFoundError(group.id)
    is_set = programme_of(call, group).format.kind == "sets"
    return set_dates.has_dates(view_of(call), group, call.me) if is_set else group


def clock_of(call: Call, group: Group) -> str:
    """Return the zone by which the asker names times: their own, else the scheme's."""
    return call.me.profile.zone or programme_of(call, group).timing.zone


def suggest(call: Call, line: str) -> Answer:
    """Offer the times that were typed, or ask for them."""
    group = pick(call, f"{line} {call.rest}".strip())
    if not isinstance(group, Group):
        return group
    named = after_name(call, group, call.rest)
    if not call.rest or named == "":
        return _ask(call, group)
    zone = clock_of(call, group)
    text, way, where = _read_how(call, group, call.rest)
    walls = read_moments(text, call.now, zone)
    if walls is None and named:  # "Rachel 2 December at 10am"
        text, way, where = _read_how(call, group, named)
        walls = read_moments(text, call.now, zone)
    view = view_of(call)
    if walls is None:
        raise Refusal(*time_answers.not_times(view, call.rest))
    if len(walls) > MOST:
        raise Refusal(time_answers.too_many())
    slots = [_instant(call, group, wall) for wall in walls]
    for slot in slots:
        if isinstance(slot, str):
            raise Refusal(slot)
    times = tuple(slot for slot in slots if isinstance(slot, datetime))
    return _offer(call, group, Offer(call.me.id, times, way, where))


def submit(call: Call, values: Values) -> Answer:
    """Offer the times of the form."""
    group = pick(call, "unmentor times")
    if not isinstance(group, Group):
        return group
    slots: list[datetime] = []
    errors: dict[str, str] = {}
    for day_name, time_name in zip(times_form.DAYS, times_form.TIMES, strict=True):
        found = _read_slot(call, group, _text(values, day_name), _text(values, time_name))
        if isinstance(found, datetime):
            slots.append(found)
        elif found:
            errors[time_name if found != time_answers.needs_day() else day_name] = found
    if errors or not slots:
        return FormErrors(errors or {times_form.DAYS[0]: time_answers.needs_day()})
    said = _text(values, times_form.WAY)
    way: Way = next((way for way in times_form.WAYS if way == said), "video")
    where = _text(values, times_form.WHERE)[:_LONGEST]
    return _offer(call, group, Offer(call.me.id, tuple(slots), way, where))


def _ask(call: Call, group: Group) -> Answer:
    programme = programme_of(call, group)
    if not _is_open(call, group):
        return _closed(call, group)
    slots = meeting_times.offered(call.tx, programme, group, call.now)
    others = partners(call.tx, call.me, group)
    meeting = meeting_times.current(call.tx, group)
    return times_form.form(group, others, slots, clock_of(call, group), meeting)


def _offer(call: Call, group: Group, offer: Offer) -> Message:
    programme = programme_of(call, group)
    try:
        meeting = meeting_times.suggest(call.tx, call.me, group, programme, offer, call.now)
    except meeting_times.ClosedError:
        return _closed(call, group)
    view, known = facts(call, meeting)
    doubtful = find_doubts(programme, offer.slots, call.me, known.others(call.me))
    return time_offers.sent(view, known, doubtful)


def _is_open(call: Call, group: Group) -> bool:
    meeting = meeting_times.current(call.tx, group)
    return meeting_times.can_suggest(call.tx, group, meeting, call.network.id, call.now)


def _closed(call: Call, group: Group) -> Message:
    round_ = call.tx.rounds.get(group.round_id, call.network.id)
    return check_ins.closed(view_of(call), round_)


def _read_slot(call: Call, group: Group, day: str, at: str) -> datetime | str | None:
    """Return the instant, what is wrong with it, or None for two empty inputs."""
    if not day and not at:
        return None
    if not day or not at:
        return time_answers.needs_time() if day else time_answers.needs_day()
    return _instant(call, group, (date.fromisoformat(day), time.fromisoformat(at)))


def _instant(call: Call, group: Group, wall: Wall) -> datetime | str:
    """Return the instant of a time on the asker's clock, or what is wrong with it."""
    try:
        moment = at_wall(*wall, clock_of(call, group))
    except SkippedTimeError:
        return time_answers.is_skipped()
    return moment if moment > call.now else time_answers.is_past()


def _read_how(call: Call, group: Group, text: str) -> tuple[str, Way, str]:
    """Return the words without how and where to meet, and these two."""
    meeting = meeting_times.current(call.tx, group)
    where = ""
    found = _WHERE.search(text)
    if found:
        text, where = text[: found.start()], found["where"].strip()[:_LONGEST]
    for way, pattern in _WAYS.items():
        shorter = pattern.sub("", text)
        if shorter != text:
            return shorter, way, where
    return text, meeting.offered.way if meeting else "video", where


def _text(values: Values, name: str) -> str:
    value = values.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def facts(call: Call, meeting: Meeting) -> tuple[View, words.Facts]:
    """Return what an answer about a meeting needs."""
    return view_of(call), words.facts_of(call.tx, meeting, call.network.id, call.member)
