"""What of feeds and digests is somebody's own: the queries of their export."""

from sqlalchemy import or_, select

from storage.people import Person
from storage.queries import Query
from storage.tables import (
    BlogRow,
    DigestMuteRow,
    DigestRow,
    EditionRow,
    FeedFollowRow,
    FeedRow,
    FeedSuggestionRow,
    NetworkRow,
    PublishedListRow,
    SamePostRow,
    WritePromptRow,
)

DIGEST_RULES: dict[str, str] = {
    "blog.member_id": "blog: the blogs that they said they write",
    "digest.made_by": "digest: digests of channels that they began",
    "digest.member_id": "digest: their own, with digest_mute, edition and feed_follow",
    "feed_follow.added_by": "feed_follow: feeds that they added",
    "feed_suggestion.account_id": "feed_suggestion: feeds that they suggested",
    "published_list.said_by": "published_list: that they published the network's list of posts",
    "same_post.said_by": "same_post: when they said that two posts are one",
    "write_prompt.member_id": "write_prompt: when they want to be reminded to write",
}
"""Where "my data" shows each column of feeds and digests that names a person."""


def queries_of_digests(person: Person) -> dict[str, Query]:
    """Return, by table, what somebody follows, reads and writes, and what they said about it."""
    return _reading(person) | _writing(person) | _as_account(person)


def _reading(person: Person) -> dict[str, Query]:
    digest, follow, mute, edition = DigestRow, FeedFollowRow, DigestMuteRow, EditionRow
    mine = digest.member_id.in_([person.member_id] if person.member_id else [])
    made = digest.made_by.in_(person.account_ids) & (digest.network_id == person.network_id)
    added = follow.added_by.in_(person.account_ids) & (digest.network_id == person.network_id)
    return {
        "digest": select(
            digest.made_at,
            digest.rhythm,
            digest.weekday,
            digest.at,
            digest.zone,
            digest.reads,
            digest.shows,
            digest.topics,
            digest.region,
        )
        .where(or_(mine, made))
        .order_by(digest.made_at),
        "feed_follow": select(FeedRow.title, FeedRow.url, follow.topics, follow.at)
        .join_from(follow, digest, digest.id == follow.digest_id)
        .join(FeedRow, FeedRow.id == follow.feed_id)
        .where(or_(mine, added))
        .order_by(follow.at),
        "digest_mute": select(mute.at, mute.kind, mute.shown)
        .join_from(mute, digest, digest.id == mute.digest_id)
        .where(mine)
        .order_by(mute.at),
        "edition": select(edition.made_at, edition.label, edition.state)
        .join_from(edition, digest, digest.id == edition.digest_id)
        .where(mine)
        .order_by(edition.made_at),
    }


def _writing(person: Person) -> dict[str, Query]:
    mine = [person.member_id] if person.member_id else []
    blog, prompt = BlogRow, WritePromptRow
    return {
        "blog": select(FeedRow.title, FeedRow.url, blog.author, blog.agreed, blog.at)
        .join_from(blog, FeedRow, FeedRow.id == blog.feed_id)
        .where(blog.member_id.in_(mine))
        .order_by(blog.at),
        "write_prompt": select(
            prompt.made_at, prompt.what, prompt.weekday, prompt.at, prompt.sessions
        ).where(prompt.member_id.in_(mine)),
    }


def _as_account(person: Person) -> dict[str, Query]:
    mine, here = person.account_ids, person.network_id
    asked, same, published = FeedSuggestionRow, SamePostRow, PublishedListRow
    return {
        "feed_suggestion": select(
            asked.at, asked.url, asked.title, asked.topics, asked.state
        ).where(asked.account_id.in_(mine), asked.network_id == here),
        "same_post": select(same.at).where(same.said_by.in_(mine), same.network_id == here),
        "published_list": select(NetworkRow.name.label("network"), published.at)
        .join(published, published.network_id == NetworkRow.id)
        .where(published.said_by.in_(mine), published.network_id == here),
    }
