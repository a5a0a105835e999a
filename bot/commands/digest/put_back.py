"""Put back a blog that was taken out."""

from datetime import datetime

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.meaning.digests import check_may_change, meant_digest, open_digest
from bot.refs import read_ref
from bot.wording.digests import blog_lists
from bot.wording.digests.blog_lists import FEED, SINCE, TOPICS
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from storage.feed_records import FeedId


def run(call: Call) -> Answer:
    """Follow it again since it was followed before, so that no post is lost between."""
    given = read_ref(call.ref)
    if FEED not in given:
        raise Refusal(*blog_lists.follow_again(view_of(call)))
    meant = meant_digest(call)
    check_may_change(call, meant)
    digest, feed = open_digest(call, meant), call.tx.feeds.get(FeedId(given[FEED]))
    topics = tuple(topic for topic in given.get(TOPICS, "").split(",") if topic)
    since = min(datetime.fromisoformat(given[SINCE]), call.now)
    is_new = call.tx.digests.follow(digest.id, feed.id, topics, call.account.id, since)
    if digest.place_id and is_new:
        note_action(call, "digest.add", digest.place_id)
    return blog_lists.back_again(view_of(call), digest, feed, is_new=is_new)


COMMAND = Command(
    words=("digest", "put", "back"),
    help=_("Put back a blog that was taken out."),
    run=run,
    who="anyone",
    listed=False,
)
