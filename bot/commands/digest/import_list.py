"""Follow every blog of a list that a reader of feeds exported."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.digests import (
    check_may_change,
    find_digest,
    meant_digest,
    open_digest,
)
from bot.meaning.files import GivenFile, read_file
from bot.message import plain
from bot.steps.following_blogs import wrong_address
from bot.wording.digests import blog_imports
from bot.wording.digests.blog_imports import FILE, URL
from bot.wording.digests.meant_words import say_reader
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.delivery.files import MOST_BYTES
from jobs.digests import blogs_errand
from jobs.digests.blogs_errand import Given
from jobs.digests.given import unwrap
from jobs.feeds.discovery import addresses_to_try
from storage.digest_records import Digest

_EXTENSIONS = ("opml", "xml")


def run(call: Call) -> Answer:
    """Read the list at the address that was typed; say how far one is; else open the form."""
    meant = meant_digest(call)
    check_may_change(call, meant)
    digest = find_digest(call, meant)
    if digest and (under_way := _under_way(call, digest)):
        return under_way
    if not meant.words:
        reader = plain(say_reader(view_of(call), meant.place))
        return blog_imports.import_form(open_digest(call, meant), reader)
    address = unwrap(meant.words[0])
    if wrong := wrong_address(address):
        raise Refusal(*wrong)
    return _ask(call, open_digest(call, meant), Given(url=addresses_to_try(address)[0]))


def submit(call: Call, values: Values) -> Answer:
    """Read the list of the form, or of a message with a file."""
    meant = meant_digest(call)
    check_may_change(call, meant)
    url, file = unwrap(str(values.get(URL) or "")), read_file(values, FILE)
    wrong = _wrong_file(file, values) if file else _wrong_url(url)
    if wrong:
        return FormErrors({FILE if file or not url else URL: wrong})
    digest = open_digest(call, meant)
    if under_way := _under_way(call, digest):
        return under_way
    given = Given(file_id=file.id) if file else Given(url=addresses_to_try(url)[0])
    return _ask(call, digest, given)


def _ask(call: Call, digest: Digest, given: Given) -> Answer:
    blogs_errand.ask(call.tx, digest, call.space.id, given, call.account.id, call.now)
    if digest.place_id:
        note_action(call, "digest.import", digest.place_id)
    return blog_imports.on_it(view_of(call), digest)


def _under_way(call: Call, digest: Digest) -> Answer | None:
    report = blogs_errand.importing(call.tx, digest)
    if report:
        return blog_imports.progress(report)
    waits = call.tx.errands.under_way(call.network.id, blogs_errand.KIND)
    return blog_imports.reading() if waits and waits.body["digest"] == digest.id else None


def _wrong_file(file: GivenFile, values: Values) -> str:
    if f"{FILE}1" in values:
        return blog_imports.one_at_a_time()
    if file.extension not in _EXTENSIONS:
        return blog_imports.wrong_file()
    return blog_imports.too_large() if file.size > MOST_BYTES else ""


def _wrong_url(url: str) -> str:
    if not url:
        return blog_imports.nothing_given()
    return " ".join(wrong_address(url) or ())


COMMAND = Command(
    words=("digest", "import"),
    help=_("Follow all blogs of a list (OPML), from a file or a web address."),
    usage=_("[web address] [#channel]"),
    example="example.org/blogs.opml",
    run=run,
    submit=submit,
    who="anyone",
)
