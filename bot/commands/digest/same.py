"""Say that two posts are one, so that a digest shows it once."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.named_posts import read_two_posts
from bot.wording.digests import same_posts
from bot.wording.language import gettext as _
from jobs.digests.sameness import merge
from jobs.digests.versions import title_of


def run(call: Call) -> Answer:
    """Show both as the author's own version from now on."""
    posts = read_two_posts(call, same_posts.SAME)
    merged = merge(call.tx, call.network.id, posts, call.account.id, call.now)
    if merged is None:
        return same_posts.one_already()
    note_action(call, "post.same", merged.post_id)
    return same_posts.merged(merged, title_of(call.tx.feeds.get(merged.shown.feed_id)))


COMMAND = Command(
    words=("digest", "same"),
    help=_("Say that two posts are one, so that digests show it once."),
    usage=_("[address] [address]"),
    example="https://one.example.org/a https://two.example.org/b",
    run=run,
    who="organiser",
)
