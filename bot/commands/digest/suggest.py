"""Suggest a blog, which organisers accept or decline."""

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.digests import meant_digest
from bot.steps.following_blogs import look_for, split_address, wrong_address
from bot.wording.digests import suggestions
from bot.wording.digests.adding import URL
from bot.wording.language import gettext as _
from jobs.digests.given import unwrap


def run(call: Call) -> Answer:
    """Look at the blog, then ask the organisers; without an address, open the form."""
    meant = meant_digest(call)
    if not meant.words:
        return suggestions.suggest_form()
    address, topics = split_address(meant.words)
    if wrong := wrong_address(address):
        raise Refusal(*wrong)
    return look_for(call, meant, address, topics, suggest=True)


def submit(call: Call, values: Values) -> Answer:
    """Suggest the blog at the address in the form."""
    address = unwrap(str(values.get(URL) or ""))
    if wrong := wrong_address(address):
        return FormErrors({URL: " ".join(wrong)})
    return look_for(call, meant_digest(call), address, (), suggest=True)


COMMAND = Command(
    words=("digest", "suggest"),
    help=_("Suggest a blog for a channel; organisers say yes or no."),
    usage=_("[web address] [#channel]"),
    example="blog.example.org",
    run=run,
    submit=submit,
    who="anyone",
)
