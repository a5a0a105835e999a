"""Carrying a conversation on: what is asked and answered, and how it stands. Nobody is pressed."""

from collections import Counter
from collections.abc import Sequence

from bot.form import Form, SearchInput
from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Heading,
    Link,
    Message,
    Paragraph,
    Rich,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.view import View
from storage.session_records import EventSession
from storage.types import MemberId

WHO = "who"

_FEWEST = 5  # figures are totals of at least so many
_MOST_IN_REF = 50


def title(session: EventSession) -> Bold:
    """A session as it stands in a sentence."""
    return Bold(session.title)


def name_of(view: View, member_id: MemberId | None) -> str:
    """Return a member's name; blank for nobody, and for whoever has left."""
    found = view.tx.members.many([member_id] if member_id else [])
    return next((one.name for one in found.values() if one.left_at is None), "")


def lines_of(sessions: Sequence[EventSession]) -> tuple[Rich, ...]:
    """Sessions in one list: each with its number, if it has one, and its title.

    Where several have the same number, or the same title and none, the room tells them apart.
    """
    called = Counter(map(_called, sessions))
    return tuple(_line(one, with_room=called[_called(one)] > 1) for one in sessions)


def _called(session: EventSession) -> str:
    return session.plan.number or session.title


def _line(session: EventSession, *, with_room: bool) -> Rich:
    plan = session.plan
    said: Rich = (title(session),)
    if plan.number:
        said = rich(_("{number}: {title}"), number=plan.number, title=title(session))
    if with_room and plan.room:
        said += (_(" ({room})").format(room=plan.room),)
    return said


# Asking


def who_carries_on(view: View, sessions: Sequence[EventSession]) -> Message:
    """Who will carry this on? One message, however many conversations it is about."""
    ref = "+".join(session.id for session in sessions[:_MOST_IN_REF])
    rest = _("You don't have to do anything. We ask this once.")
    return Message((*_open_ones(view, sessions), Paragraph((rest,)), _question_buttons(ref)))


def _open_ones(view: View, sessions: Sequence[EventSession]) -> list[Block]:
    if len(sessions) == 1:
        words = _("Nobody has picked up “{title}” yet.")
        more = _how_many(view, sessions[0])
        takes = _("It takes one message to the group.")
        text = (*rich(words, title=title(sessions[0])), " ", more, takes)
        return [Heading(_("Who will carry this on?")), Paragraph(tuple(t for t in text if t))]
    words = _("Nobody has picked these conversations up yet. It takes one message to a group.")
    return [
        Heading(_("Who will carry these on?")),
        Paragraph((words,)),
        Bullets(lines_of(sessions)),
    ]


def _how_many(view: View, session: EventSession) -> str:
    count = view.tx.sessions.counts([session.id], "interested").get(session.id, 0)
    if count < _FEWEST:
        return ""
    return _("{count} people asked to hear more.").format(count=count) + " "


def _question_buttons(ref: str) -> Buttons:
    return Buttons(
        (
            Button(_("I will"), "notes volunteer", ref, "primary"),
            Button(_("Suggest someone"), "notes suggest", ref),
            Button(_("Let it rest"), "notes rest", ref),
        )
    )


def asked_to(session: EventSession, carrier: str, *, handover: bool) -> Message:
    """A member is asked whether they carry a conversation on."""
    first = (
        rich(
            _("{name} has carried on “{title}” so far, and would like to hand it over to you."),
            name=carrier,
            title=title(session),
        )
        if handover
        else rich(
            _("Somebody thought of you as the right person to carry on “{title}”."),
            title=title(session),
        )
    )
    return say(
        Heading(_("Would you carry this on?")),
        first,
        _("It takes one message to the group. Yes and no are both fine, and we ask this once."),
        Buttons(
            (
                Button(_("Yes, I will"), "notes volunteer", session.id, "primary"),
                Button(_("No, thank you"), "notes decline", session.id),
                Button(_("Read the notes"), "notes show", session.id),
            )
        ),
    )


def answered(session: EventSession, name: str, *, yes: bool) -> Message:
    """Whoever wanted to hand over hears what the other said."""
    if yes:
        words = _("{name} carries on “{title}” from now. Thank you for what you did.")
        return say(rich(words, name=name, title=title(session)))
    words = _("{name} can't take over “{title}” this time. You can ask somebody else, or end it.")
    return say(rich(words, name=name, title=title(session)), nudge_buttons(session))


def nudge(view: View, session: EventSession, member_id: MemberId, number: int) -> Message:
    """How is it going? The second time is the last."""
    return say(
        Heading(_("How is it going?")),
        rich(
            _("You carry on “{title}”. Any news, or none yet? All answers are fine."),
            title=title(session),
        ),
        *(() if number == 1 else (_("We won't ask you about this again."),)),
        _way_to_stop(view, member_id),
        nudge_buttons(session),
    )


def _way_to_stop(view: View, member_id: MemberId) -> Paragraph:
    """A link where somebody could open it, else what to type."""
    if view.names.stop_asking is None:
        off = view.code("notes remind off")
        return paragraph(_("To get no more of these questions, type {off}."), off=off)
    words = _("Get no more of these questions")
    return Paragraph((Link(words, view.names.stop_asking(member_id, view.network.id)),))


def nudge_buttons(session: EventSession) -> Buttons:
    """What a volunteer may say."""
    return Buttons(
        (
            Button(_("Done"), "notes done", session.id, "primary"),
            Button(_("Still going"), "notes still going", session.id),
            Button(_("Hand over"), "notes handover", session.id),
        )
    )


def suggest_form(session: EventSession) -> Form:
    """Choose who is asked to carry it on."""
    hint = _("We'll ask them once. They can say yes or no.")
    who = SearchInput(WHO, _("Who may carry it on?"), "members", hint=hint)
    about = paragraph(_("This is about “{title}”."), title=title(session))
    return Form(_("Suggest someone"), "notes suggest", (who,), _("Ask"), session.id, (about,))


def handover_form(session: EventSession) -> Form:
    """Choose who takes over, or nobody."""
    hint = _("We'll ask them once. Without a name, it is open again for anybody.")
    who = SearchInput(WHO, _("Who may carry it on?"), "members", hint=hint, optional=True)
    about = paragraph(_("This is about “{title}”."), title=title(session))
    return Form(_("Hand over"), "notes handover", (who,), _("Hand over"), session.id, (about,))


# Answers


def volunteered(session: EventSession) -> Message:
    """Somebody carries it on."""
    return say(
        rich(_("Thank you. You carry on “{title}” from now."), title=title(session)),
        _("To begin, write one message where the notes were posted: say when and where to meet."),
        _(
            "We'll ask how it's going in two weeks, and once more two weeks after that. "
            "Then we'll stop."
        ),
        Buttons(
            (
                Button(_("Introduce me to someone"), "notes introduce", session.id),
                Button(_("Hand over"), "notes handover", session.id),
                Button(_("Don't ask me"), "notes remind off"),
            )
        ),
    )


def carried_already(session: EventSession, name: str) -> Message:
    """Another member was first."""
    words = _("{name} carries on “{title}” already. You can write to them and do it together.")
    said = rich(words, name=name or _("Somebody"), title=title(session))
    return say(said, Buttons((Button(_("I'm interested"), "notes interested", session.id),)))


def asked(session: EventSession, name: str, how: str) -> Message:
    """What came of asking somebody."""
    words = {
        "asked": _("We'll ask {name} whether they'll carry on “{title}”. They can say yes or no."),
        "asked before": _("{name} has been asked about “{title}” already. We ask only once."),
        "wants no questions": _("{name} can't be asked about “{title}”: please write to them."),
        "carries it": _("{name} carries on “{title}” already."),
    }[how]
    said = [rich(words, name=name, title=title(session))]
    if how != "asked":
        said.append((_("Nothing has changed."),))
    return say(*said)


def declined(session: EventSession) -> Message:
    """Somebody said no, and that is fine."""
    words = _("That's fine. We won't ask you about “{title}” again.")
    return say(rich(words, title=title(session)))


def done(session: EventSession) -> Message:
    """The conversation came to its end."""
    return say(
        rich(_("Thank you. “{title}” is marked as done."), title=title(session)),
        _("If something came of it, one sentence helps whoever was interested."),
        Buttons((Button(_("Say what happened next"), "notes outcome", session.id, "primary"),)),
    )


def still_going(session: EventSession, *, asks_again: bool) -> Message:
    """Good to know; what is asked after this."""
    rest = (
        _("We'll ask once more in two weeks.")
        if asks_again
        else _("We won't ask again. When there is news, you can tell it at any time.")
    )
    words = _("Good to know that “{title}” goes on.")
    tell = Button(_("Say what happened next"), "notes outcome", session.id)
    return say(rich(words, title=title(session)), rest, Buttons((tell,)))


def rests(session: EventSession) -> Message:
    """It rests, for everybody."""
    words = _("“{title}” rests. Nobody is asked about it again, and anybody can pick it up later.")
    take = Button(_("I'll carry it on"), "notes volunteer", session.id)
    return say(rich(words, title=title(session)), Buttons((take,)))


def rests_for_you(session: EventSession) -> Message:
    """Somebody who was interested lets it rest; the others may still want it."""
    words = _("That's fine: we won't ask you about “{title}” again. Others can still pick it up.")
    return say(rich(words, title=title(session)))


def open_again(session: EventSession) -> Message:
    """Nobody carries it any more."""
    words = _("Thank you for what you did. “{title}” is open again: anybody can pick it up.")
    return say(rich(words, title=title(session)))


def none_of_yours(view: View, line: str) -> Message:
    """Nothing was named, and the asker carries nothing on."""
    how = rich(_("To name one, type {line} and its number or title."), line=view.code(line))
    return say(_("You carry no conversation on at the moment. Nothing has changed."), how)


def not_carried_by_you(session: EventSession, name: str) -> Message:
    """Only whoever carries it, led it or organises can say that."""
    first = (
        rich(_("{name} carries on “{title}”."), name=name, title=title(session))
        if name
        else rich(_("Nobody carries on “{title}” at the moment."), title=title(session))
    )
    return say(first, _("Nothing has changed."))
