"""What feeds and digests forget of somebody who is erased: theirs go, a channel's stay."""

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from storage.people import Person
from storage.tables import (
    BlogRow,
    DigestMuteRow,
    DigestRow,
    EditionPostRow,
    EditionRow,
    FeedFollowRow,
    FeedSuggestionRow,
    OccurrenceRow,
    PublishedListRow,
    SamePostRow,
    ScheduleRow,
    WritePromptRow,
)
from storage.types import MemberId
from storage.updating import delete_quietly, update_quietly

DIGEST_RULES: dict[str, str] = {
    "blog.member_id": "deleted",
    "digest.made_by": "cleared in this network: a channel's digest stays",
    "digest.member_id": "deleted, with what it followed, left out and sent",
    "feed_follow.added_by": "cleared in this network: the channel follows the feed still",
    "feed_suggestion.account_id": "deleted in this network: it is what they asked for",
    "published_list.said_by": "cleared in this network",
    "same_post.said_by": "cleared in this network: the posts stay one",
    "write_prompt.member_id": "deleted",
}
"""What "forget me" does to each column of feeds and digests that names a person."""


def forget_digests_of(session: Session, member_id: MemberId) -> None:
    """Delete the member's own digest with all of its editions, their prompt and their blogs."""
    mine = select(DigestRow.id).where(DigestRow.member_id == member_id)
    editions = select(EditionRow.id).where(EditionRow.digest_id.in_(mine))
    subjects = or_(ScheduleRow.subject.in_(mine), ScheduleRow.subject == member_id)
    schedules = select(ScheduleRow.id).where(subjects)
    for statement in (
        delete(OccurrenceRow).where(OccurrenceRow.schedule_id.in_(schedules)),
        delete(ScheduleRow).where(subjects),
        delete(EditionPostRow).where(EditionPostRow.edition_id.in_(editions)),
        delete(EditionRow).where(EditionRow.digest_id.in_(mine)),
        delete(FeedFollowRow).where(FeedFollowRow.digest_id.in_(mine)),
        delete(DigestMuteRow).where(DigestMuteRow.digest_id.in_(mine)),
        delete(DigestRow).where(DigestRow.member_id == member_id),
        delete(WritePromptRow).where(WritePromptRow.member_id == member_id),
        delete(BlogRow).where(BlogRow.member_id == member_id),
    ):
        delete_quietly(session, statement)


def forget_following_of(session: Session, person: Person) -> None:
    """Clear who made, followed, joined and published something in their network."""
    mine, here = person.account_ids, person.network_id
    asked = FeedSuggestionRow
    suggested = delete(asked).where(asked.account_id.in_(mine), asked.network_id == here)
    delete_quietly(session, suggested)
    for column in (
        DigestRow.made_by,
        PublishedListRow.said_by,
        SamePostRow.said_by,
    ):
        row = column.class_
        theirs = update(row).where(column.in_(mine), row.network_id == here)
        update_quietly(session, theirs, **{column.key: None})
    digests = select(DigestRow.id).where(DigestRow.network_id == here)
    added = update(FeedFollowRow).where(FeedFollowRow.added_by.in_(mine))
    update_quietly(session, added.where(FeedFollowRow.digest_id.in_(digests)), added_by=None)
