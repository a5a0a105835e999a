"""Planning a digest: how often it comes, as it was typed, and the form for everything else."""

from dataclasses import replace
from datetime import date

from bot.audit import note_action
from bot.command import Call, Refusal
from bot.form import Answer, Form
from bot.meaning.digest_rhythms import apply, read_rhythm
from bot.meaning.digests import (
    Meant,
    check_may_change,
    find_digest,
    meant_digest,
    open_digest,
    ref_of,
)
from bot.wording.digests import digest_choosing, digest_plans, rhythms
from bot.wording.view import view_of
from jobs.calendars.workdays import find_zone
from jobs.digests import editions
from jobs.digests.gathering import zone_of
from jobs.digests.subscribing import count_blogs, first_plan
from storage.digest_records import Digest, DigestPlan, DigestRhythm

_WHEN = ("rhythm", "weekday", "at", "holidays", "starts")


def change_rhythm(call: Call, meant: Meant) -> Answer:
    """Set what was typed, and say when the digest comes next; Refusal where that is not clear."""
    check_may_change(call, meant)
    view, known, said = view_of(call), find_digest(call, meant), " ".join(meant.words)
    wanted = read_rhythm(said)
    if wanted is None:
        raise Refusal(*digest_plans.not_clear(view, said, meant.place))
    if wanted.rhythm == "off":
        _switch_off(call, known)
        return digest_plans.switched_off(view, known, meant.place)
    usual = plan_of(call, meant, known)
    plan = apply(wanted, usual, _today(call, known))
    if plan is None:  # an hour alone, and nothing comes yet
        raise Refusal(*digest_plans.not_clear(view, said, meant.place))
    digest = keep_plan(call, open_digest(call, meant), plan)
    return digest_plans.planned(view, digest, first=usual.rhythm == "off")


def choose_rhythm(call: Call, rhythm: DigestRhythm) -> Answer:
    """Let the digest that is meant come so from now on, at the hour and day that it has."""
    meant = meant_digest(call)
    if meant.words:  # "weekly tuesday 8am" is as good as "here weekly tuesday 8am"
        return change_rhythm(call, replace(meant, words=(rhythm, *meant.words)))
    check_may_change(call, meant)
    view, digest = view_of(call), open_digest(call, meant)
    plan = plan_of(call, meant, digest)
    if rhythm != "off" and not count_blogs(call.tx, replace(digest, plan=plan)):
        return rhythms.no_blogs(view)
    note_change(call, digest, "digest.rhythm")
    digest = editions.set_plan(call.tx, digest, replace(plan, rhythm=rhythm), call.now)
    return rhythms.is_off(view, digest) if rhythm == "off" else rhythms.is_set(view, digest)


def plan_of(call: Call, meant: Meant, known: Digest | None) -> DigestPlan:
    """Return what the digest takes, or would take at first where there is none yet."""
    return first_plan(call.tx, call.network.id, known, own=meant.place is None)


def choosing_form(call: Call, meant: Meant) -> Form:
    """Return the form in which everything of a digest is chosen, as it is now."""
    known = find_digest(call, meant)
    plan = plan_of(call, meant, known)
    return digest_choosing.form(view_of(call), known, plan, meant.place, ref_of(meant.place))


def keep_plan(call: Call, digest: Digest, plan: DigestPlan) -> Digest:
    """Change when a digest comes and what it takes."""
    moved = any(getattr(plan, name) != getattr(digest.plan, name) for name in _WHEN)
    note_change(call, digest, "digest.rhythm" if moved else "digest.choose")
    return editions.set_plan(call.tx, digest, plan, call.now)


def note_change(call: Call, digest: Digest, action: str) -> None:
    """Write down what an organiser did to a channel's digest; one's own is nobody's business."""
    if digest.place_id:
        note_action(call, action, digest.place_id)


def _switch_off(call: Call, known: Digest | None) -> None:
    if known and known.plan.rhythm != "off":
        keep_plan(call, known, replace(known.plan, rhythm="off"))


def _today(call: Call, digest: Digest | None) -> date:
    """Which day the digest's own clock has."""
    member = call.member.profile.zone if call.member and digest is None else ""
    zone = zone_of(call.tx, digest) if digest else member or call.network.zone
    return call.now.astimezone(find_zone(zone)).date()
