"""Reminders to write, and what is answered when one is asked for: opt-in, and never pressing."""

from collections.abc import Sequence
from datetime import datetime

from bot.form import ChoiceInput, Form, Option, TextInput, TimeInput
from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Rich,
    Small,
    join,
    paragraph,
    rich,
    say,
)
from bot.wording.carrying_on.carrying import title
from bot.wording.language import gettext as _
from bot.wording.language import say_all, say_moment
from bot.wording.schemes.rhythms import say_clock, say_weekday
from bot.wording.view import View
from jobs.digests.writing import next_due, zone_of
from storage.digest_records import WritePrompt
from storage.past_weeks import PastWeek
from storage.session_records import EventSession
from storage.types import GroupId, Member, SessionId

WHAT, DAY, AT, AFTER = "what", "day", "at", "after"
SKIP, OFF, SESSIONS_OFF = "digest write skip", "digest write off", "digest write sessions off"
USUAL = ("weeknotes", 4, "15:00")
LONGEST = 80

_MOST = 5


def reminder(view: View, prompt: WritePrompt, week: PastWeek, label: str) -> Message:
    """The reminder itself, for the member alone: what they took part in, if it was anything."""
    words = _("Time to write your {what}, if you like").format(what=prompt.what)
    return Message(
        (
            Heading(words),
            *_what_was(view, week),
            Small((_("Only you can see this. Whether you write, and where, is up to you."),)),
            Buttons(
                (Button(_("Not this week"), SKIP, label), Button(_("Stop asking"), OFF)),
            ),
        )
    )


def after_session(session: EventSession) -> Message:
    """For a leader who asked for it: once, a week after the session, or when they are asked."""
    return say(
        Heading(_("Would you write it up?")),
        rich(
            _("You led “{title}”, and asked us to remind you to write about such sessions."),
            title=title(session),
        ),
        _("A few lines are plenty. Once it is out, add the link, and it stands with the notes."),
        _("We ask this once."),
        Buttons(
            (
                Button(_("Add a link"), "notes link", session.id, "primary"),
                Button(_("Stop asking"), SESSIONS_OFF),
            )
        ),
    )


def form(view: View, member: Member, prompt: WritePrompt | None, what: str = "") -> Form:
    """When to be reminded, with what is so now."""
    usual_what, usual_day, usual_at = USUAL
    weekly = prompt is not None and bool(prompt.at)
    shown = prompt if prompt and weekly else None
    days = tuple(Option(str(day), say_weekday(day)) for day in range(7))
    return Form(
        _("Be reminded to write"),
        "digest write",
        (
            TextInput(
                WHAT,
                _("What do you call it?"),
                hint=_("Such as weeknotes, or blog post."),
                value=what or (shown.what if shown else usual_what),
                limit=LONGEST,
            ),
            ChoiceInput(
                DAY,
                _("On which day, every week?"),
                days,
                value=str(shown.weekday if shown else usual_day),
            ),
            TimeInput(AT, _("At what time?"), value=shown.at if shown else usual_at),
            _sessions_input(prompt),
        ),
        _("Remind me"),
        intro=(
            *([Paragraph(_how_it_is(view, member, prompt))] if prompt else ()),
            paragraph(
                _(
                    "It comes as a message to you alone, with what you took part in that week in "
                    "this network. Nobody else sees it."
                )
            ),
        ),
    )


def _sessions_input(prompt: WritePrompt | None) -> ChoiceInput:
    return ChoiceInput(
        AFTER,
        _("After sessions that you lead, too?"),
        (Option("yes", _("Yes")), Option("no", _("No"))),
        hint=_("Once, a week after a session that you led."),
        value="yes" if prompt and prompt.sessions else "no",
        wide=True,
    )


def promised(view: View, member: Member, prompt: WritePrompt, due: datetime | None) -> Message:
    """A reminder is set."""
    day, at = say_weekday(prompt.weekday), say_clock(prompt.at)
    if due is None:
        first = _("No day is free for it yet: look at the network's quiet periods.")
    else:
        first = _("We'll remind you to write your {what} on {moment}, and every {day} at {time}.")
        moment = say_moment(due, zone_of(view.tx, member))
        first = first.format(what=prompt.what, moment=moment, day=day, time=at)
    blocks: list[Block] = [
        Paragraph((first,)),
        Paragraph(
            (
                _(
                    "It comes to you alone, with what you took part in that week. We leave out "
                    "bank holidays, quiet periods of the network and your own breaks."
                ),
            )
        ),
    ]
    if prompt.sessions:
        blocks.append(Paragraph((_after_sessions(),)))
    return Message((*blocks, Buttons((Button(_("Stop asking"), OFF),))))


def after_sessions(view: View, *, wanted: bool, is_new: bool) -> Message:
    """Reminders after sessions are set, or not any more."""
    if not wanted:
        words = (
            _("Done: we don't remind you any more after sessions that you led.")
            if is_new
            else _("We don't remind you after sessions, so nothing has changed.")
        )
        return say(words)
    words = _after_sessions() if is_new else _("We do that already. Nothing has changed.")
    stop = rich(
        _("It takes the place of our usual question four weeks after. To stop it, type {off}."),
        off=view.code(SESSIONS_OFF),
    )
    return say(words, stop)


def stopped(view: View, *, was_on: bool) -> Message:
    """No more reminders."""
    write = view.code("digest write")
    if was_on:
        again = rich(_("To be reminded again, type {write}."), write=write)
        return say(_("Done: we don't remind you to write any more."), again)
    how = rich(_("To be reminded, type {write}."), write=write)
    return say(_("We don't remind you to write, so nothing has changed."), how)


def skipped(view: View, member: Member, due: datetime | None) -> Message:
    """The reminder of a week is left out, or was there already."""
    if due is None:
        return stopped(view, was_on=False)
    moment = say_moment(due, zone_of(view.tx, member))
    words = _("That's fine. We'll remind you next on {moment}.")
    return say(words.format(moment=moment), Buttons((Button(_("Stop asking"), OFF),)))


def no_such_time(typed: str) -> tuple[str, ...]:
    """The day and time were not understood, or are not weekly ones."""
    return (
        _("We can't read the day and time in “{words}”. Nothing has changed.").format(words=typed),
        _("A reminder comes once a week: say a day and a time, such as friday 15:00."),
    )


def no_such_hour(typed: str) -> tuple[str, ...]:
    """What was typed as a time is no time of day."""
    return (
        _("“{typed}” is no time of day, so nothing has changed.").format(typed=typed),
        _("Say a day and a time, such as friday 15:00."),
    )


def no_time() -> str:
    """The time is missing, or none."""
    return _("Give a time, such as 15:00.")


def no_name() -> str:
    """It has no name."""
    return _("Say in a word or two what you call it, such as weeknotes.")


def _how_it_is(view: View, member: Member, prompt: WritePrompt) -> Rich:
    """When somebody is reminded next, and how that is stopped."""
    due, stop = next_due(view.tx, member), view.code(OFF)
    if due is None:
        return rich(_("We remind you after sessions that you lead. To stop, type {off}."), off=stop)
    moment = say_moment(due, zone_of(view.tx, member))
    words = _("We remind you to write your {what} next on {moment}. To stop, type {off}.")
    return rich(words, what=prompt.what, moment=moment, off=stop)


def _after_sessions() -> str:
    return _("A week after a session that you led, we ask once whether you would write it up.")


def _what_was(view: View, week: PastWeek) -> list[Block]:
    name = view.network.name
    if week.empty:
        words = _("We know of nothing that you took part in this week in {network}.")
        kind = _("That's fine: what you did elsewhere may be worth a few lines.")
        return [Paragraph((words.format(network=name), " ", kind))]
    lines = [line for line in _lines(view, week) if line]
    return [
        Paragraph((_("This week in {network}:").format(network=name),)),
        Bullets(tuple(lines)),
    ]


def _lines(view: View, week: PastWeek) -> list[Rich]:
    met, introduced = _partners(view, week.met), _partners(view, week.introduced)
    lines = [
        rich(_("You met {people}."), people=Bold(say_all(met))) if met else (),
        rich(_("You were introduced to {people}."), people=Bold(say_all(introduced)))
        if introduced
        else (),
        _sessions(view, _("You led {sessions}."), week.led),
        _sessions(view, _("You wrote notes of {sessions}."), week.noted),
        _sessions(view, _("You carry on the conversation of {sessions}."), week.carried),
    ]
    taken = _("You took away: {words}")
    return [*lines, *(rich(taken, words=words) for words in week.takeaways[:_MOST])]


def _partners(view: View, groups: Sequence[GroupId]) -> list[str]:
    """The others in these groups who are still here, each once."""
    me = view.reader.id if view.reader else None
    found = [view.tx.rounds.group(id_, view.network.id) for id_ in groups]
    ids = [one for group in found for one in group.members if one != me]
    members = view.tx.members.many(ids)
    here = [members[id_].name for id_ in ids if id_ in members and not members[id_].left_at]
    return list(dict.fromkeys(here))


def _sessions(view: View, words: str, ids: Sequence[SessionId]) -> Rich:
    found = view.tx.sessions.many(ids, view.network.id)
    titles = [(_("“"), title(found[id_]), _("”")) for id_ in ids if id_ in found][:_MOST]
    return rich(words, sessions=join(titles, ", ")) if titles else ()
