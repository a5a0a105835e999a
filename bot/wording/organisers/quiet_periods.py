"""Quiet periods of a network: days on which nothing is posted by itself, as before elections."""

from collections.abc import Sequence

from bot.form import DateInput, Form, TextInput
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Code,
    Heading,
    Message,
    Paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_date
from bot.wording.schemes.rhythms import say_quiet
from bot.wording.view import View
from storage.round_records import Quiet

FROM, TO, WHY = "first", "last", "why"
LONGEST_WHY = 60


def listed(view: View, periods: Sequence[Quiet]) -> Message:
    """What is set, and what a quiet period does."""
    title = _("Quiet periods of {network}").format(network=view.network.name)
    blocks: list[Block] = [Heading(title)]
    if periods:
        blocks.append(Bullets(tuple((say_quiet(one),) for one in periods)))
        words = _("To end one, type {remove} and its first day.")
        blocks.append(Paragraph(rich(words, remove=view.code("quiet period remove"))))
    else:
        blocks.append(Paragraph((_("None is set."),)))
    add = Button(_("Add a quiet period"), "quiet period add")
    return Message((*blocks, Paragraph((what_it_does(),)), Buttons((add,))))


def what_it_does() -> str:
    """Said wherever one is set."""
    return _(
        "In a quiet period, such as before an election, we post nothing in channels by ourselves. "
        "What can wait is posted on the first working day after. Messages to one person, such as "
        "introductions, follow each scheme's own quiet periods. People can still post, and are "
        "asked once more first."
    )


def add_form() -> Form:
    """Which days, and why."""
    return Form(
        _("Add a quiet period"),
        "quiet period add",
        (
            DateInput(FROM, _("First day")),
            DateInput(TO, _("Last day"), hint=_("This day is quiet, too.")),
            TextInput(
                WHY,
                _("Why"),
                hint=_("Such as local elections. People read it when they post."),
                optional=True,
                limit=LONGEST_WHY,
            ),
        ),
        _("Add"),
        intro=(Paragraph((what_it_does(),)),),
    )


def added(view: View, quiet: Quiet) -> Message:
    """It is set."""
    words = _("{network} is quiet {days}.")
    last = say_date(quiet.last)
    days = (
        _("on {day}").format(day=last)
        if quiet.first == quiet.last
        else _("from {first} to {last}").format(first=say_date(quiet.first), last=last)
    )
    end = rich(_("To end it, type {remove}."), remove=_remove(view, quiet))
    return say(words.format(network=view.network.name, days=days), what_it_does(), end)


def removed(quiet: Quiet) -> Message:
    """It is over, or never comes."""
    words = _("The quiet period {days} is removed. Posts that wait because of it still wait.")
    return say(words.format(days=say_quiet(quiet)))


def begins_already(quiet: Quiet) -> str:
    """Another one begins on the same day."""
    words = _("A quiet period begins on {day} already. Remove that first, then add this one.")
    return words.format(day=say_date(quiet.first))


def unread(words: str) -> tuple[str, ...]:
    """The dates that were typed are none."""
    return (
        _("We can't read the dates in “{words}”. Nothing has changed.").format(words=words[:80]),
        _("Write them like this: from 25 March 2027 to 6 May 2027: local elections."),
    )


def none_on(words: str) -> tuple[str, ...]:
    """No quiet period begins then."""
    return (
        _("No quiet period begins on “{words}”. Nothing has changed.").format(words=words[:80]),
    )


def ask_before_posting(view: View, quiet: Quiet, button: Button, typed: str) -> Message:
    """People's own posts are asked about once more."""
    first = _("The network is in a quiet period until {day}.")
    if quiet.why:
        first = _("The network is in a quiet period until {day} ({why}).")
    return say(
        first.format(day=say_date(quiet.last), why=quiet.why),
        _("Nothing is posted yet. Post all the same?"),
        rich(_("You can also type {post}."), post=view.code(typed)),
        Buttons((button,)),
    )


def _remove(view: View, quiet: Quiet) -> Code:
    return view.code(f"quiet period remove {quiet.first.isoformat()}")
