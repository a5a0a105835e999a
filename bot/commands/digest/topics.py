"""Show only posts on some topics, or everything again."""

from dataclasses import replace

from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.digest_choice import read_topics
from bot.meaning.digests import check_may_change, find_digest, meant_digest, open_digest
from bot.steps.digest_planning import keep_plan, plan_of
from bot.wording.digests import digest_plans
from bot.wording.digests.digest_choosing import MOST_TOPICS
from bot.wording.language import gettext as _
from bot.wording.view import view_of

_EVERYTHING = frozenset({"everything", "all", "any", "anything", "none", "off"})


def run(call: Call) -> Answer:
    """Keep the topics that were typed, with commas between; without any, say which there are."""
    meant = meant_digest(call)
    typed = " ".join(meant.words).strip(" ,;")
    known, view = find_digest(call, meant), view_of(call)
    if not typed:
        return digest_plans.name_topics(view, known)
    check_may_change(call, meant)
    every = typed.casefold() in _EVERYTHING
    names = [] if every else [one.strip() for one in typed.replace(";", ",").split(",")]
    topics = read_topics(call.tx, call.network.id, names)
    if len(topics) > MOST_TOPICS:
        raise Refusal(*digest_plans.too_many_topics(MOST_TOPICS))
    plan = plan_of(call, meant, known)
    wanted = replace(plan, shows="topics" if topics else "everything", topics=topics)
    return digest_plans.chosen(view, keep_plan(call, open_digest(call, meant), wanted))


COMMAND = Command(
    words=("digest", "topics"),
    help=_("Show only posts on some topics, or everything again."),
    usage=_("[topics, with commas between, or everything]"),
    example="data, service design",
    run=run,
    who="anyone",
)
