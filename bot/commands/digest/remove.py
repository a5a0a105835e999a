"""Take a blog out of a digest."""

from dataclasses import replace

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, Form, FormErrors, Values
from bot.meaning.blogs import followed, known_digest, own_blogs, pick_blog
from bot.meaning.digests import Meant, check_may_change, meant_digest
from bot.refs import pack_ref
from bot.wording.digests import blog_lists
from bot.wording.digests.blog_lists import DIGEST, FEED, SINCE, TOPICS, WHICH, Followed
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from storage.digest_records import Digest


def run(call: Call) -> Answer:
    """Take out the one that was typed; without one, open the form."""
    meant, digest = _mine(call)
    own = own_blogs(call, digest)
    which = blog_lists.remove_form(digest, own)
    picked = pick_blog(call, meant, followed(call, digest), which)
    if isinstance(picked, Form):
        return picked
    if picked not in own:
        raise Refusal(*blog_lists.not_added_here(view_of(call), picked.feed))
    return _remove(call, digest, picked)


def submit(call: Call, values: Values) -> Answer:
    """Take out the one that was chosen."""
    _meant, digest = _mine(replace(call, args=()))
    chosen = str(values.get(WHICH) or "")
    found = [one for one in own_blogs(call, digest) if one.feed.id == chosen]
    if not found:
        return FormErrors({WHICH: _("Choose one.")})
    return _remove(call, digest, found[0])


def _mine(call: Call) -> tuple[Meant, Digest]:
    meant = meant_digest(call)
    check_may_change(call, meant)
    digest, _blogs = known_digest(call, meant)
    return meant, digest


def _remove(call: Call, digest: Digest, one: Followed) -> Answer:
    follow = next(f for f in call.tx.digests.follows(digest.id) if f.feed_id == one.feed.id)
    call.tx.digests.unfollow(digest.id, one.feed.id)
    if digest.place_id:
        note_action(call, "digest.remove", digest.place_id)
    kept = {DIGEST: digest.id, FEED: one.feed.id, SINCE: follow.at.isoformat()}
    ref = pack_ref(**kept, **{TOPICS: ",".join(one.topics)})
    return blog_lists.removed(view_of(call), digest, one.feed, ref)


COMMAND = Command(
    words=("digest", "remove"),
    help=_("Take a blog out of your digest, or out of a channel's."),
    usage=_("[number, address or name] [#channel]"),
    example="2",
    run=run,
    submit=submit,
    who="anyone",
    aliases=(("digest", "unfollow"), ("digest", "unsubscribe")),
)
