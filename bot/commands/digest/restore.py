"""Look again at a blog whose feed was taken down."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, Form
from bot.meaning.blogs import known_digest, pick_blog
from bot.meaning.digests import check_may_change, meant_digest
from bot.wording.digests import blog_health, blog_lists
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import restoring


def run(call: Call) -> Answer:
    """Look there again at once; one that was never given up stays as it is."""
    meant = meant_digest(call)
    check_may_change(call, meant)
    digest, blogs = known_digest(call, meant)
    stopped = [one for one in blogs if one.feed.state in ("gone", "stopped")]
    form = blog_lists.restore_form(digest, stopped or blogs)
    picked = pick_blog(call, meant, blogs, form)
    if isinstance(picked, Form):
        return picked
    if picked.feed.state not in ("gone", "stopped"):
        return blog_health.needs_none(view_of(call), picked.feed)
    feed = restoring.look_again(call.tx, digest, picked.feed.id, call.account, call.now)
    if digest.place_id:
        note_action(call, "digest.restore", digest.place_id)
    return blog_health.restored(feed)


COMMAND = Command(
    words=("digest", "restore"),
    help=_("Look again at a blog whose feed was taken down."),
    usage=_("[number, address or name] [#channel]"),
    example="1",
    run=run,
    who="anyone",
)
