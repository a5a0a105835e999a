"""A row in every table of feeds and digests, each with a word of one person's."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from storage import tables
from storage.digest_records import DigestPlan
from storage.types import AccountId, MemberId, NetworkId, PlaceId


def digest_rows(
    network_id: NetworkId,
    place_id: PlaceId,
    member_id: MemberId,
    account_id: AccountId,
    word: str,
    now: datetime,
) -> list[tables.Base]:
    """Return the rows, parents first: a channel's digest and the person's own, one feed each."""
    said_by = {"said_by": account_id, "at": now}
    place = {"id": f"d_place_{word}", "network_id": network_id, "place_id": place_id}
    mine = {"id": f"d_mine_{word}", "network_id": network_id, "member_id": member_id}
    return [
        *_feed_rows(word, now),
        tables.SamePostRow(
            network_id=network_id, post_id=f"copy_{word}", as_post_id=f"post_{word}", **said_by
        ),
        *_digest_rows(place, f"f_{word}", account_id, f"{word}data", word, now),
        *_digest_rows(mine, f"f_{word}", account_id, f"{word}miniature cages", word, now),
        tables.FeedSuggestionRow(
            id=f"fs_{word}",
            network_id=network_id,
            place_id=place_id,
            url=f"https://{word}finch.example/suggested",
            title=f"{word}Finch suggested",
            topics=[f"{word}miniature cages"],
            account_id=account_id,
            state="open",
            at=now,
        ),
        tables.WritePromptRow(
            member_id=member_id,
            what=f"{word}How to sing in a mine",
            weekday=4,
            at="15:00",
            sessions=True,
            made_at=now,
        ),
        tables.BlogRow(
            member_id=member_id,
            feed_id=f"f_{word}",
            author=f"{word}Canary Finch",
            agreed=True,
            at=now,
        ),
        tables.PublishedListRow(network_id=network_id, code=f"code_{word}", **said_by),
    ]


def _feed_rows(word: str, now: datetime) -> list[tables.Base]:
    """A public blog, in the words of nobody: posts stay as they are whoever is forgotten."""
    feed_id, url = f"f_{word}", f"https://{word}blog.example"
    text = {"summary": f"{word}Some words", "author": f"{word}Robin", "content_hash": "hash"}
    seen = {"first_seen_at": now, "last_in": now, "published_at": now}
    seen |= {"listed_at": now, "older_at": now}
    entry: dict[str, Any] = text | seen | {"words": 400, "edits": 0, "happens": ""}
    entry |= {"categories": [f"{word}data"], "source_title": "", "source_link": ""}
    entry |= {"title_key": f"{word}a post", "title": f"{word}A post", "link": f"{url}/1"}
    return [
        tables.FeedRow(
            id=feed_id,
            url=f"{url}/feed",
            title=f"{word}Blog",
            site=url,
            state="alive",
            identity="id",
            reader=1,
            began=True,
            made_at=now,
            checked_at=now,
            next_check_at=now,
            failures=0,
            trouble="",
            trouble_why="",
            told="",
            moved_times=0,
            ttl_minutes=0,
            skip_hours=[],
            skip_days=[],
        ),
        tables.FeedAddressRow(url=f"{url}/rss", feed_id=feed_id, until=now),
        tables.FeedHostRow(host=f"{word}blog.example", free_at=now + timedelta(days=2), times=1),
        tables.PostRow(id=f"post_{word}", link_key=f"{url}/1", first_seen_at=now),
        tables.PostRow(id=f"copy_{word}", link_key=f"{url}/2", first_seen_at=now),
        tables.FeedEntryRow(feed_id=feed_id, key="1", post_id=f"post_{word}", **entry),
    ]


def _digest_rows(
    digest: dict[str, str],
    feed_id: str,
    account_id: AccountId,
    topic: str,
    word: str,
    now: datetime,
) -> list[tables.Base]:
    plan = asdict(DigestPlan("weekly", shows="topics")) | {"topics": [topic]}
    of = {"digest_id": digest["id"]}
    edition_id, window = f"ed_{digest['id']}", {"since": now - timedelta(days=7), "until": now}
    return [
        tables.DigestRow(**digest, **plan, until=now, skips=False, made_by=account_id, made_at=now),
        tables.FeedFollowRow(
            **of, feed_id=feed_id, topics=[f"{word}data"], added_by=account_id, at=now
        ),
        tables.DigestMuteRow(
            **of, kind="author", folded=f"{word}a bore", shown=f"{word}A bore", at=now
        ),
        tables.EditionRow(
            **of,
            **window,
            id=edition_id,
            label="2026-W48",
            state="delivered",
            older=0,
            shown=f"1 {word}mark",
            made_at=now,
        ),
        tables.EditionPostRow(
            edition_id=edition_id,
            post_id=f"post_{word}",
            feed_id=feed_id,
            key="1",
            position=0,
            section=f"{word}data",
            because=f"{word}data",
            also=[f"{word}Planet"],
        ),
    ]
