"""Meeting somebody who was interested, and wanting no questions: what is asked and answered."""

from datetime import date

from bot.message import Bold, Button, Buttons, Heading, Message, rich, say
from bot.wording.carrying_on.carrying import title
from bot.wording.language import gettext as _
from bot.wording.language import say_date
from bot.wording.people import say_name
from bot.wording.view import View
from jobs.carrying_on.meeting_the_interested import Wished
from storage.note_reminders import NoReminders
from storage.session_records import EventSession


def meet_asked(session: EventSession) -> Message:
    """Somebody else who was interested would like to meet another."""
    return say(
        Heading(_("Would you like to meet somebody?")),
        rich(
            _("Somebody else who was interested in “{title}” would like to meet another who was."),
            title=title(session),
        ),
        _("If you say yes, you're introduced to each other. If not, nobody hears of it."),
        Buttons(
            (
                Button(_("Yes, introduce me"), "notes introduce", session.id, "primary"),
                Button(_("No, thank you"), "notes introduce stop", session.id),
            )
        ),
    )


def wished(view: View, session: EventSession, said: Wished) -> Message:
    """What comes of the wish."""
    if said.stands == "no scheme":
        return _no_scheme(view)
    if said.partner and said.stands == "introduced":
        words = _("You're being introduced to {name}, who was interested in “{title}”, too.")
        return say(rich(words, name=Bold(say_name(said.partner)), title=title(session)))
    if said.partner and said.at:
        words = _(
            "{name} was interested in “{title}”, too. You'll be introduced in the next round that "
            "is planned, on {day} or after."
        )
        day = say_date(said.at.date())
        return say(
            rich(words, name=Bold(say_name(said.partner)), title=title(session), day=day),
            _stop(session),
        )
    return _waits(session, others=said.stands == "asked others")


def _no_scheme(view: View) -> Message:
    running = view.tx.programmes.running(view.network.id)
    if not any(one.format.kind == "pairs" for one in running):
        return say(
            _("People are introduced to each other in a scheme of pairs. There's none here now."),
            _("Ask an organiser of this network to set one up. Nothing has changed."),
        )
    return say(
        _("People are introduced to each other in a scheme, and you aren't in one yet."),
        rich(
            _("To join, type {join}. Then ask again. Nothing has changed."),
            join=view.code("unmentor join"),
        ),
        Buttons((Button(_("Join"), "unmentor join", "", "primary"),)),
    )


def stopped(session: EventSession, *, was: bool) -> Message:
    """They are introduced to nobody because of this session."""
    words = (
        _("We won't introduce you to anybody because of “{title}”.")
        if was
        else _("That's fine. Nobody hears of it, and we won't ask you about “{title}” again.")
    )
    return say(rich(words, title=title(session)))


def reminders(found: NoReminders | None, today: date) -> Message:
    """What somebody is asked now, and how to change it."""
    if found is None or not found.holds_on(today):
        first = _("We ask you twice at most about a conversation that you carry on.")
        choices = [Button(_("Pause"), "notes remind pause"), Button(_("Stop"), "notes remind off")]
        return say(first, Buttons(tuple(choices)))
    again = Button(_("Ask me again"), "notes remind me")
    if found.until is None:
        return say(_("We ask you nothing about what follows sessions."), Buttons((again,)))
    words = _("We ask you nothing about what follows sessions until {day}.")
    return say(words.format(day=say_date(found.until)), Buttons((again,)))


def reminders_off() -> Message:
    """They are asked nothing any more."""
    return say(
        _("We won't ask you about what follows sessions any more."),
        _("You still carry on what you carry on."),
        Buttons((Button(_("Ask me again"), "notes remind me"),)),
    )


def reminders_paused(until: date) -> Message:
    """They are asked nothing for a while."""
    words = _("We won't ask you about what follows sessions until {day}.")
    again = Buttons((Button(_("Ask me again"), "notes remind me"),))
    return say(words.format(day=say_date(until)), again)


def reminders_on(*, was_off: bool) -> Message:
    """They are asked again."""
    if was_off:
        return say(_("You'll be asked again, twice at most about each conversation."))
    return say(_("You're asked already, twice at most about each conversation."))


def _waits(session: EventSession, *, others: bool) -> Message:
    first = (
        _("We're asking others who were interested in “{title}”, without your name.")
        if others
        else _("Nobody else who was interested in “{title}” has asked for that yet.")
    )
    rest = _("As soon as somebody agrees, you'll be introduced to each other.")
    return say(rich(first, title=title(session)), rest, _stop(session))


def _stop(session: EventSession) -> Buttons:
    return Buttons((Button(_("Don't introduce me"), "notes introduce stop", session.id),))


def interested(session: EventSession, *, is_new: bool) -> Message:
    """Somebody will hear what comes of it."""
    words = (
        _("You'll hear what comes of “{title}”. Who else is interested isn't shown to anybody.")
        if is_new
        else _("You're interested in “{title}” already. Nothing has changed.")
    )
    return say(
        rich(words, title=title(session)),
        Buttons(
            (
                Button(_("Introduce me to someone"), "notes introduce", session.id),
                Button(_("I'll carry it on"), "notes volunteer", session.id),
                Button(_("I'm not interested"), "notes not interested", session.id),
            )
        ),
    )


def not_interested(session: EventSession, *, was: bool) -> Message:
    """They hear no more of it."""
    words = (
        _("You won't hear of “{title}” any more.")
        if was
        else _("You weren't interested in “{title}”. Nothing has changed.")
    )
    return say(rich(words, title=title(session)))
