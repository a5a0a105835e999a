"""Take back that two posts are one."""

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.named_posts import read_two_posts
from bot.refs import read_ref
from bot.wording.digests import same_posts
from bot.wording.language import gettext as _
from jobs.digests.sameness import find_copy, part
from storage.feed_records import PostId


def run(call: Call) -> Answer:
    """Show both again."""
    said = read_ref(call.ref)
    along = [PostId(each) for each in said.get(same_posts.ALONG, "").split(",") if each]
    post_id = PostId(said[same_posts.POST]) if same_posts.POST in said else _typed(call)
    if post_id is None or not part(
        call.tx, call.network.id, post_id, along, call.account.id, call.now
    ):
        raise Refusal(*same_posts.not_merged())
    note_action(call, "post.different", post_id)
    return same_posts.parted()


def _typed(call: Call) -> PostId | None:
    return find_copy(call.tx, call.network.id, read_two_posts(call, same_posts.DIFFERENT))


COMMAND = Command(
    words=("digest", "different"),
    help=_("Take back that two posts are one."),
    usage=_("[address] [address]"),
    example="https://one.example.org/a https://two.example.org/b",
    run=run,
    who="organiser",
)
