"""Show only posts about one region or place, or about everywhere again."""

from dataclasses import replace

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.digests import check_may_change, find_digest, meant_digest, open_digest
from bot.steps.digest_planning import keep_plan, plan_of
from bot.wording.digests import digest_plans
from bot.wording.digests.digest_choosing import LONGEST_REGION
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from storage.naming import clean

_EVERYWHERE = frozenset({"everywhere", "anywhere", "all", "any", "none", "off"})


def run(call: Call) -> Answer:
    """Keep the region that was typed; without one, say which there is."""
    meant = meant_digest(call)
    typed = clean(" ".join(meant.words), LONGEST_REGION)
    known, view = find_digest(call, meant), view_of(call)
    if not typed:
        return digest_plans.name_region(view, known)
    check_may_change(call, meant)
    region = "" if typed.casefold() in _EVERYWHERE else typed
    wanted = replace(plan_of(call, meant, known), region=region)
    return digest_plans.chosen(view, keep_plan(call, open_digest(call, meant), wanted))


COMMAND = Command(
    words=("digest", "region"),
    help=_("Show only posts about one region or place, or about everywhere again."),
    usage=_("[region or place, or everywhere]"),
    example="Wales",
    run=run,
    who="anyone",
)
