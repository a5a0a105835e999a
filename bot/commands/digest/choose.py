"""Choose what a digest shows, and when it comes: one form for everything."""

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.digest_choice import check, read_mutes, read_plan
from bot.meaning.digests import (
    check_may_change,
    find_digest,
    may_change,
    meant_digest,
    open_digest,
)
from bot.steps.digest_planning import choosing_form, keep_plan, plan_of
from bot.wording.digests import digest_choosing, digest_plans
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from storage.digest_records import Digest


def run(call: Call) -> Answer:
    """Open the form; who may not choose for a channel is told who does, and offered their own."""
    meant = meant_digest(call)
    if meant.place and call.member and not may_change(call, meant):
        organisers = call.tx.networks.organisers(call.network.id)
        names = [account.name for account in organisers]
        return digest_choosing.own_instead(view_of(call), names, meant.place)
    check_may_change(call, meant)
    return choosing_form(call, meant)


def submit(call: Call, values: Values) -> Answer:
    """Keep what was chosen, and say when the digest comes next."""
    meant = meant_digest(call)
    check_may_change(call, meant)
    known = find_digest(call, meant)
    plan = read_plan(call, values, plan_of(call, meant, known))
    errors = check(values, plan)
    if errors:
        return FormErrors(errors)
    view, was_off = view_of(call), known is None or known.plan.rhythm == "off"
    if was_off and plan.rhythm == "off":
        return digest_plans.switched_off(view, known, meant.place)
    digest = keep_plan(call, open_digest(call, meant), plan)
    _keep_mutes(call, digest, values)
    if plan.rhythm == "off":
        return digest_plans.switched_off(view, known, meant.place)
    return digest_plans.planned(view, digest, first=was_off)


def _keep_mutes(call: Call, digest: Digest, values: Values) -> None:
    new, gone = read_mutes(values, call.tx.digests.mutes(digest.id)[: digest_choosing.MOST_OPTIONS])
    for mute in new:
        call.tx.digests.mute(digest.id, mute.kind, mute.shown, call.now)
    for mute in gone:
        call.tx.digests.unmute(digest.id, mute.kind, mute.shown)


COMMAND = Command(
    words=("digest", "choose"),
    help=_("Choose what a digest shows, and when it comes."),
    usage=_("[#channel]"),
    example="#data",
    run=run,
    submit=submit,
    who="anyone",
)
