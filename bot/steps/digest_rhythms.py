"""How often a digest comes, chosen by one press."""

from dataclasses import replace

from bot.audit import note_action
from bot.command import Call
from bot.form import Answer
from bot.meaning.digests import check_may_change, meant_digest, open_digest
from bot.steps.digest_planning import change_rhythm
from bot.wording.digests import rhythms
from bot.wording.view import view_of
from jobs.digests.editions import set_plan
from jobs.digests.subscribing import count_blogs, first_plan
from storage.digest_records import DigestRhythm


def choose_rhythm(call: Call, rhythm: DigestRhythm) -> Answer:
    """Let the digest that is meant come so from now on, at the hour and day that it has."""
    meant = meant_digest(call)
    if meant.words:  # "weekly tuesday 8am" is as good as "here weekly tuesday 8am"
        return change_rhythm(call, replace(meant, words=(rhythm, *meant.words)))
    check_may_change(call, meant)
    digest = open_digest(call, meant)
    plan = first_plan(call.tx, call.network.id, digest, own=meant.place is None)
    if rhythm != "off" and not count_blogs(call.tx, replace(digest, plan=plan)):
        return rhythms.no_blogs(view_of(call))
    digest = set_plan(call.tx, digest, replace(plan, rhythm=rhythm), call.now)
    if digest.place_id:
        note_action(call, "digest.rhythm", digest.place_id)
    view = view_of(call)
    return rhythms.is_off(view, digest) if rhythm == "off" else rhythms.is_set(view, digest)
