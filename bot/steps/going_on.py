"""What waits since it names somebody is opened again, in the form that it is of."""

from bot.command import Call
from bot.form import Form
from bot.steps.names_first import Waiting, ref_of
from bot.steps.taking_away import LONGEST
from bot.wording.carrying_on import outcomes
from bot.wording.notes import takeaways


def open_form(call: Call, waiting: Waiting) -> Form:
    """Return the form of its verb, with what was written in it."""
    ref = ref_of(waiting)
    if waiting.verb == "notes outcome":
        return outcomes.outcome_form(waiting.session, waiting.text, ref)
    if waiting.verb == "notes action":
        return action_form(call, waiting)
    return takeaways.ask(ref, LONGEST, waiting.text)


def action_form(call: Call, waiting: Waiting) -> Form:
    """Return the form of an action: its owner is the asker, where nobody else was named."""
    said = {name: value for name, value in waiting.more.items() if value}
    more = {outcomes.OWNER: call.me.name} | said
    return outcomes.action_form(waiting.session, waiting.text, more, ref_of(waiting))
