"""Follow one of the several feeds of a page."""

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.digests import Meant, check_may_change
from bot.refs import read_ref
from bot.steps.following_blogs import look_for_digest
from bot.wording.digests import adding, blog_lists, looked
from bot.wording.digests.looked import ERRAND, INDEX, WHICH
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import discover_errand
from jobs.digests.discover_errand import Wanted
from jobs.digests.looked import Looked, SeenBlog, read_looked
from storage.digest_records import DigestId
from storage.errors import NotFoundError
from storage.types import PlaceId


def run(call: Call) -> Answer:
    """Take the feed that was pressed; where none was, open the form."""
    found = _looked(call)
    index = read_ref(call.ref).get(INDEX, "")
    if not index:
        return looked.which_form(read_ref(call.ref)[ERRAND], found)
    return _take(call, found, index)


def submit(call: Call, values: Values) -> Answer:
    """Take the feed that was chosen."""
    index = str(values.get(WHICH) or "")
    if not index.isdigit():
        return FormErrors({WHICH: _("Choose one.")})
    return _take(call, _looked(call), index)


def _looked(call: Call) -> Looked:
    """What was found for this asker; NotFoundError for anybody else."""
    asked = read_ref(call.ref).get(ERRAND, "")
    if not asked:
        raise Refusal(*blog_lists.follow_again(view_of(call)))
    errand = call.tx.errands.get(asked, call.network.id)
    if errand.asked_by != call.account.id:
        raise NotFoundError(errand.id)
    return read_looked(call.tx, errand.id, call.network.id)


def _take(call: Call, found: Looked, index: str) -> Answer:
    blog = _blog(found, index)
    topics = _topics(call)
    if not found.digest:
        place_id = PlaceId(found.asked) if found.asked else None
        wanted = Wanted(blog.url, topics, place_id=place_id)
        discover_errand.ask(call.tx, call.network.id, wanted, call.account.id, call.now)
        place = call.tx.places.get(place_id) if place_id else None
        return adding.suggesting(view_of(call), place)
    digest = call.tx.digests.get(DigestId(found.digest), call.network.id)
    place = call.tx.places.get(digest.place_id) if digest.place_id else None
    check_may_change(call, Meant(place))
    look_for_digest(call, digest, blog.url, topics)
    return adding.on_it(view_of(call), place)


def _blog(found: Looked, index: str) -> SeenBlog:
    number = int(index) if index.isdigit() else -1
    if not 0 <= number < len(found.blogs):
        raise NotFoundError(index)
    return found.blogs[number]


def _topics(call: Call) -> tuple[str, ...]:
    errand = call.tx.errands.get(read_ref(call.ref)[ERRAND], call.network.id)
    return discover_errand.topics_of(errand)


COMMAND = Command(
    words=("digest", "take"),
    help=_("Follow one of the several feeds of a page."),
    run=run,
    submit=submit,
    who="anyone",
    listed=False,
)
