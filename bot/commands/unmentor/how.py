"""How a scheme works, for somebody who thinks of joining."""

from collections.abc import Collection

from bot.command import Call, Command
from bot.form import Answer
from bot.message import Bold, Bullets, Button, Buttons, Heading, Message, Paragraph, Rich
from bot.wording.language import gettext as _
from bot.wording.schemes.schemes import what_it_is
from storage.round_records import Programme, SchemeKind


def run(call: Call) -> Answer:
    running = call.tx.programmes.running(call.network.id)
    about = tuple(Paragraph(_about(each, named=len(running) > 1)) for each in running)
    kinds = {each.format.kind for each in running}
    steps = (
        (_("You join with one short form. What else you tell us is up to you."),),
        (_("On the day, we introduce you, and say why we matched you."),),
        *_meeting_steps(kinds),
        (_("You can skip a round, have a break or leave at any time."),),
    )
    join = Button(_("Join"), "unmentor join", style="primary")
    notice = Button(_("How we use what you tell us"), "privacy")
    last = Paragraph((_("We never read your conversations."),))
    return Message(
        (Heading(_("How it works")), *about, Bullets(steps), last, Buttons((join, notice)))
    )


def _meeting_steps(kinds: Collection[SchemeKind]) -> list[Rich]:
    """How people come to meet, for each kind of scheme that there is."""
    steps: list[Rich] = []
    if "pairs" in kinds or not kinds:
        steps.append((_("You find a time together. Half-way we ask whether you've met."),))
    if "sets" in kinds:
        words = _("A set gets its dates at once. You take turns to facilitate.")
        steps.append((words,))
    if "mentors" in kinds:
        steps.append(
            (_("Mentors and mentees agree their own times. Each month we ask how it goes."),)
        )
    return steps


def _about(programme: Programme, *, named: bool) -> Rich:
    name: Rich = (Bold(programme.name), ": ") if named else ()
    return (*name, *what_it_is(programme))


COMMAND = Command(
    words=("unmentor", "how"),
    help=_("Read how it works before you join."),
    run=run,
    who="anyone",
    aliases=(("unmentor", "how", "it", "works"),),
)
