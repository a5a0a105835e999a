"""Say that the blog that was found is yours, and what may be shown."""

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.form_reader import FormReader
from bot.refs import read_ref
from bot.wording.digests import own_blogs
from bot.wording.digests.looked import ERRAND
from bot.wording.digests.own_blogs import AUTHOR, LONGEST_AUTHOR, SHOW, WHICH
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import claiming
from jobs.digests.looked import Looked, SeenBlog, read_looked
from storage.errors import NotFoundError
from storage.naming import clean


def run(call: Call) -> Answer:
    """Ask what may be shown; where nothing was found yet, where the blog is."""
    if not call.ref:
        return own_blogs.address_form()
    errand_id, looked = _looked(call)
    return own_blogs.claim_form(view_of(call), call.me, errand_id, looked)


def submit(call: Call, values: Values) -> Answer:
    """Link the blog to the member where they agree; else keep nothing of it."""
    form, (_errand, looked) = FormReader(values), _looked(call)
    blog, author = _chosen(looked, form.text(WHICH)), clean(form.text(AUTHOR), LONGEST_AUTHOR)
    agreed = {"yes": True, "no": False}.get(form.text(SHOW))
    names = claiming.authors_of(call.tx, blog)
    if agreed is None:
        form.errors[SHOW] = own_blogs.say_yes_or_no()
    elif agreed and len(names) > 1 and not author:
        form.errors[AUTHOR] = own_blogs.which_author(names)
    if form.errors:
        return FormErrors(form.errors)
    if not agreed:
        claiming.unlink(call.tx, call.me, blog.url)
        return own_blogs.not_linked(blog)
    if not claiming.claim(call.tx, call.me, blog, author, call.now):
        raise Refusal(*own_blogs.somebody_elses())
    return own_blogs.linked(view_of(call), call.me, blog, author)


def _looked(call: Call) -> tuple[str, Looked]:
    """What was found for this asker; NotFoundError for anybody else."""
    errand = call.tx.errands.get(read_ref(call.ref).get(ERRAND, ""), call.network.id)
    if errand.asked_by != call.account.id:
        raise NotFoundError(errand.id)
    return errand.id, read_looked(call.tx, errand.id, call.network.id)


def _chosen(looked: Looked, which: str) -> SeenBlog:
    number = int(which) if which.isdecimal() else 0
    if not 0 <= number < len(looked.blogs):
        raise NotFoundError(which)
    return looked.blogs[number]


COMMAND = Command(
    words=("digest", "blog", "mine"),
    help=_("Say that the blog that was found is yours, and what may be shown."),
    run=run,
    submit=submit,
    listed=False,
)
