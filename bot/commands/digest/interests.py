"""Show only posts on one's interests, as they are in one's profile."""

from dataclasses import replace

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.digests import find_digest, meant_digest, open_digest
from bot.steps.digest_planning import keep_plan, plan_of
from bot.wording.digests import digest_plans
from bot.wording.language import gettext as _
from bot.wording.view import view_of


def run(call: Call) -> Answer:
    """Keep it; Refusal for a channel, and for somebody who has told us of no interests."""
    meant = meant_digest(call)
    view = view_of(call)
    if meant.place:
        raise Refusal(*digest_plans.own_alone(view))
    if not call.me.profile.interests:
        raise Refusal(*digest_plans.no_interests(view))
    wanted = replace(plan_of(call, meant, find_digest(call, meant)), shows="interests")
    return digest_plans.chosen(view, keep_plan(call, open_digest(call, meant), wanted))


COMMAND = Command(
    words=("digest", "interests"),
    help=_("Show only posts on your interests in your own digest."),
    run=run,
    who="anyone",
)
