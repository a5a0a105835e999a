"""What is answered to those who choose a time, call it off, come too late, or mistype one."""

from bot.message import Buttons, Message, Paragraph, Rich, rich, say
from bot.wording.language import gettext as _
from bot.wording.meetings.meeting_facts import Facts, moment_of, suggest_button
from bot.wording.meetings.meeting_times import and_again, diary_links, removal
from bot.wording.meetings.time_offers import suggested
from bot.wording.people import say_names
from bot.wording.view import View
from storage.round_records import Group


def chosen(view: View, facts: Facts) -> Message:
    """The reader chose; the links come by direct message."""
    words = _("Agreed: {moment}. We've sent both of you a message with it for your diaries.")
    if len(facts.members) > 2:
        words = _("Agreed: {moment}. We've sent each of you a message with it for your diaries.")
    return say(words.format(moment=moment_of(facts)))


def settled(view: View, facts: Facts) -> Message:
    """A time was agreed a moment before, so the other press came second."""
    moment = moment_of(facts)
    change = rich(
        _("If it doesn't suit you, type {others}."), others=view.code("unmentor times others")
    )
    line = _("A time is agreed already: {moment}. Nothing has changed.").format(moment=moment)
    return say(line, change, *diary_links(view, facts))


def own(view: View, facts: Facts) -> Message:
    """Who suggested does not choose."""
    names = say_names(facts.others(view.reader))
    return say(
        _("You suggested these times, so {names} chooses. Nothing has changed.").format(
            names=names
        ),
        rich(_("To suggest others, type {others}."), others=view.code("unmentor times others")),
    )


def withdrawn(view: View, facts: Facts) -> Message:
    """That time is not on offer any more; those that are can be pressed."""
    gone = _("That time is no longer on offer, so nothing is agreed.")
    now = suggested(view, facts)
    return Message((Paragraph((gone,)), *now.blocks)) if now else none_offered(facts.group)


def past(group: Group) -> Message:
    """A time was chosen that has passed."""
    gone = _("That time has passed, so nothing is agreed. You can suggest new ones.")
    return say(gone, Buttons((suggest_button(group),)))


def none_offered(group: Group) -> Message:
    """Nothing is on offer."""
    words = _("There are no times to choose from at the moment. You can suggest some.")
    return say(words, Buttons((suggest_button(group),)))


def which(view: View, facts: Facts) -> Message:
    """A time was typed that we could not make out."""
    shown = suggested(view, facts)
    sorry = Paragraph((_("We couldn't tell which time you mean, so nothing is agreed."),))
    return Message((sorry, *shown.blocks)) if shown else none_offered(facts.group)


def off(view: View, facts: Facts, *, was_agreed: bool) -> Message:
    """The reader called it off."""
    names = say_names(facts.others(view.reader))
    if not was_agreed:
        words = _("The times are withdrawn, and we've told {names}.")
        return and_again(facts, say(words.format(names=names)))
    words = _("Your meeting on {moment} is called off, and we've told {names}.")
    line = words.format(names=names, moment=moment_of(facts))
    return and_again(facts, say(line, *removal(view, facts)))


def nothing_to_call_off() -> Message:
    """There is no meeting, and nothing is on offer."""
    return say(_("No meeting is agreed, so there's nothing to call off."))


# What is wrong with a time


def is_past() -> str:
    """A time that has passed."""
    return _("That time has passed. Choose one that is still to come.")


def is_skipped() -> str:
    """A time that the clocks skip."""
    return _("The clocks go forward over that time, so it doesn't exist. Choose another.")


def needs_time() -> str:
    """A day without a time."""
    return _("Choose a time, too.")


def needs_day() -> str:
    """A time without a day."""
    return _("Choose a day, too.")


def not_times(view: View, words: str) -> tuple[str, Rich]:
    """Words that say no time."""
    return (
        _("We can't tell which times you mean by “{words}”. Nothing has changed.").format(
            words=words
        ),
        rich(
            _("Type them like this: {example}."),
            example=view.code("unmentor times Tuesday 1 December at 10am, 2 December at 2pm"),
        ),
    )


def too_many() -> str:
    """More than three times."""
    return _("Suggest up to three times. Nothing has changed.")
