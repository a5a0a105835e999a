"""Was it worth your time?"""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.afterwards import pick_met
from bot.wording.language import gettext as _
from bot.wording.meetings import sharing
from jobs.meetings import feedback
from storage.feedback import Worth
from storage.naming import fold
from storage.round_records import Group

_ANSWERS: dict[str, Worth] = {
    "yes": "yes",
    "somewhat": "somewhat",
    "partly": "somewhat",
    "a bit": "somewhat",
    "no": "no",
}


def run(call: Call) -> Answer:
    """Note the answer, or ask for it."""
    said = _ANSWERS.get(fold(call.rest))
    group = pick_met(call, f"unmentor worth {said}" if said else "unmentor worth")
    if not isinstance(group, Group):
        return group
    if said is None:
        return sharing.which_answer(group)
    feedback.rate(call.tx, call.me, group, said, call.now)
    return sharing.rated(feedback.programme_of(call.tx, call.me, group), group)


COMMAND = Command(
    words=("unmentor", "worth"),
    help=_("Say whether a conversation was worth your time."),
    usage=_("[yes, somewhat or no]"),
    example="yes",
    run=run,
)
