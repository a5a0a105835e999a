"""Say which blog is yours."""

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.steps.following_blogs import split_address, wrong_address
from bot.wording.digests import own_blogs
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import own_blog_errand
from jobs.digests.claiming import of_member
from jobs.digests.given import unwrap


def run(call: Call) -> Answer:
    """Look for the blog at the address that was typed; without one, say what is so, or ask."""
    if not call.args:
        known = of_member(call.tx, call.me)
        return own_blogs.state(view_of(call), known) if known else own_blogs.address_form()
    address, _rest = split_address(call.args)
    if wrong := wrong_address(address):
        raise Refusal(*wrong)
    return _look(call, address)


def submit(call: Call, values: Values) -> Answer:
    """Look for the blog at the address in the form."""
    address = unwrap(str(values.get(own_blogs.URL) or ""))
    if wrong := wrong_address(address):
        return FormErrors({own_blogs.URL: " ".join(wrong)})
    return _look(call, address)


def _look(call: Call, address: str) -> Answer:
    own_blog_errand.ask(call.tx, call.network.id, address, call.account.id, call.now)
    return own_blogs.on_it()


COMMAND = Command(
    words=("digest", "blog"),
    help=_("Say which blog is yours, and whether your posts may be linked to your profile."),
    usage=_("[web address]"),
    example="blog.example.org",
    run=run,
    submit=submit,
)
