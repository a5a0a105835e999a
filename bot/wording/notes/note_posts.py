"""Session notes in channels: the post, the parts of its thread, and what is answered about them."""

import re
from collections.abc import Sequence

from bot.message import (
    Block,
    Button,
    Buttons,
    Channel,
    Divider,
    Heading,
    Link,
    Message,
    Paragraph,
    Part,
    Rich,
    Small,
    join,
    paragraph,
    rich,
    say,
)
from bot.wording.carrying_on.conversations import standing as standing_of
from bot.wording.channels import name_channel
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_date, say_moment
from bot.wording.view import View
from jobs.sessions.note_posts import Shown, show
from storage.notes import Note
from storage.session_records import EventSession
from storage.types import Place

_ADDRESS = re.compile(r"(https?://[^\s<>\"\u201d]*[^\s<>\".,;:!?)\]\u2019\u201d'])")
_TASTE = 300


def head(
    view: View, session: EventSession, note: Note, *, thread: bool = True
) -> tuple[Block, ...]:
    """What stands in the channel: what it was, in a screen at most, and where the rest is.

    `thread`: the rest follows there.
    """
    shown = show(note)
    blocks: list[Block] = [Heading(session.title), *_facts(view, session)]
    blocks += [Paragraph(_linked(text)) for text in shown.summary.split("\n\n") if text]
    if shown.parts and thread:
        blocks.append(Small((_("The full notes are in the thread."),)))
    if session.plan.consent == "chatham":
        blocks.append(
            Small((_("Chatham House Rule: you may use what was said, and never say who said it."),))
        )
    return (*blocks, *standing_of(view, session), *_way_out(view, session))


def _way_out(view: View, session: EventSession) -> tuple[Block, ...]:
    """Anyone named, member or not, can ask to be taken out."""
    if view.names.removal is None:
        return ()
    where = view.names.removal(session.id, view.network.id)
    return (Small((Link(_("Named here? Ask to be taken out"), where),)),)


def part(shown: Shown, number: int) -> Message | None:
    """One part of the full notes; None where they have no part of this number any more."""
    if not 1 <= number <= len(shown.parts):
        return None
    blocks: list[Block] = []
    if len(shown.parts) > 1:
        words = _("Notes, part {number} of {count}")
        blocks.append(Small((words.format(number=number, count=len(shown.parts)),)))
    return Message((*blocks, Paragraph(_linked(shown.parts[number - 1]))))


def preview(
    view: View,
    session: EventSession,
    note: Note,
    places: Sequence[Place],
    standing: Sequence[Place],
    ref: str,
    *,
    readers: bool,
) -> Message:
    """The post as it would be, where it would go, and the button that posts it.

    `readers`: some members follow its theme for themselves.
    """
    shown = show(note)
    first = _("This is how it will look. Nothing is posted yet.")
    if standing:
        first = _("This is how it looks.")
    blocks: list[Block] = [
        Small((first,)),
        *head(view, session, note),
        *_taste(shown),
        Divider(),
    ]
    if standing:
        blocks.append(_where(view, _("It stands in {channels} already."), standing))
    if places:
        blocks.append(_where(view, _("It goes to {channels}."), places))
        if readers:
            blocks.append(Small((_("Members who follow its theme themselves get it too."),)))
    elif not standing:
        blocks.append(Paragraph((_("No channel follows its theme yet: choose where it goes."),)))
    return Message((*blocks, Buttons(_controls(session, places, ref))))


def posted(
    view: View, session: EventSession, places: Sequence[Place], *, everywhere: bool
) -> Message:
    """The notes are on their way. `everywhere`: whoever posted them may take all posts back."""
    back = (
        _("To take them back everywhere, type {withdraw}.")
        if everywhere
        else _("To take back what you posted, type {withdraw}.")
    )
    return say(
        rich(
            _("“{title}” is being posted in {channels}."),
            title=session.title,
            channels=say_places(view, places),
        ),
        _("If somebody changes the notes, the posts change with them."),
        rich(back, withdraw=view.code(f"notes withdraw {session.code}")),
    )


def posted_already(view: View, session: EventSession, places: Sequence[Place]) -> Message:
    """Nothing is new: it stands there."""
    words = _("“{title}” stands in {channels} already. Nothing has changed.")
    return say(rich(words, title=session.title, channels=say_places(view, places)))


def without_notes(session: EventSession) -> tuple[str, ...]:
    """The people in the room asked for no notes."""
    words = _("“{title}” is a session without notes: the people in the room asked for that.")
    return (words.format(title=session.title), _("So nothing of it is posted."))


def no_such_channel(names: Sequence[str]) -> str:
    """A channel that was typed is not known here."""
    words = ngettext(
        "We can't find the channel {names}. Nothing is posted.",
        "We can't find the channels {names}. Nothing is posted.",
        len(names),
    )
    return words.format(names=say_all(names))


def choose(session: EventSession) -> Buttons:
    """The button that opens the choice of channels."""
    return Buttons((Button(_("Choose channels"), "notes post to", session.id, "primary"),))


def not_posted(view: View, session: EventSession, place: Place, why: str) -> Message:
    """A channel refused the notes; for whoever posted them. `why`: the platform's name for it."""
    where = say_place(view, place)
    lost = _("The notes of “{title}” are kept. They aren't in {channel}.")
    return Message(
        (
            Heading(_("Notes weren't posted")),
            paragraph(lost, title=session.title, channel=where),
            paragraph(_what_now(why), channel=where),
            Buttons((Button(_("Post again"), "notes preview", session.id, "primary"),)),
        )
    )


def say_places(view: View, places: Sequence[Place]) -> Rich:
    """Return channels one after the other, the last with “and”."""
    return list_rich([say_place(view, place) for place in places])


def list_rich(said: Sequence[Part]) -> Rich:
    """Return parts one after the other, the last with “and”."""
    if len(said) < 2:
        return tuple(said)
    return (*join(said[:-1], ", "), _(" and "), said[-1])


def say_place(view: View, place: Place) -> Part:
    """Return a channel: of the reader's own workspace as a link, else with its workspace."""
    space, name = view.tx.spaces.get(place.space_id), name_channel(view, place)
    if place.space_id == view.space_id:
        return Channel(name, space.platform, place.external_id)
    return _("{channel} in {workspace}").format(channel=name, workspace=space.name)


def _controls(session: EventSession, places: Sequence[Place], ref: str) -> tuple[Button, ...]:
    other = Button(_("Choose channels"), "notes post to", session.id)
    change = Button(_("Change the notes"), "notes edit", session.id)
    if not places:
        return (other, change)
    return (Button(_post_label(places), "notes post", ref, "primary"), other, change)


def _post_label(places: Sequence[Place]) -> str:
    if len(places) == 1 and places[0].name:
        return _("Post in #{channel}").format(channel=places[0].name)
    words = ngettext("Post in {count} channel", "Post in {count} channels", len(places))
    return words.format(count=len(places))


def _where(view: View, words: str, places: Sequence[Place]) -> Paragraph:
    return paragraph(words, channels=say_places(view, places))


def _taste(shown: Shown) -> list[Block]:
    if not shown.parts:
        return []
    count = len(shown.parts)
    words = ngettext(
        "In the thread, {count} message, which begins:",
        "In the thread, {count} messages, which begin:",
        count,
    ).format(count=count)
    begins = shown.parts[0]
    if len(begins) > _TASTE:
        begins = begins[:_TASTE].rsplit(None, 1)[0].rstrip(" .,;:…") + "…"
    return [Divider(), Small((words,)), Paragraph((begins,))]


def _facts(view: View, session: EventSession) -> list[Block]:
    """Which session, when and where; who led it and wrote, unless that is nobody's business."""
    plan = session.plan
    event = view.tx.events.get(session.event_id, view.network.id) if session.event_id else None
    when = ""
    if plan.starts_at:
        when = say_moment(plan.starts_at, event.zone if event else view.zone)
    elif event:
        when = say_date(event.day)
    facts = (
        event.name if event else "",
        _("Session {number}").format(number=plan.number) if plan.number else "",
        _name_room(plan.room),
        when,
    )
    lines = [" · ".join(fact for fact in facts if fact)]
    if plan.consent != "chatham":
        lines += _people(session)
    return [Small((line,)) for line in lines if line]


def _name_room(room: str) -> str:
    """A number says that it is one; "Map Room" and "Attic" say so themselves."""
    is_number = re.search(r"\d", room) and _("room") not in room.casefold()
    return _("Room {room}").format(room=room) if is_number else room


def _people(session: EventSession) -> list[str]:
    plan = session.plan
    led, wrote = say_all(plan.leaders), say_all(plan.note_takers)
    return [
        _("Led by {names}").format(names=led) if led else "",
        _("Notes by {names}").format(names=wrote) if wrote else "",
    ]


def _linked(text: str) -> Rich:
    """Text in which web addresses can be followed, and nothing else is more than letters."""
    pieces = _ADDRESS.split(text)
    return tuple(
        Link(piece, piece) if place % 2 else piece for place, piece in enumerate(pieces) if piece
    )


def _what_now(why: str) -> str:
    if why == "BotNotInConversationRoster":  # so says Teams
        return _(
            "We aren't in the team of {channel}. Add Teapoint to it. Then post the notes again."
        )
    if why in ("not_in_channel", "channel_not_found"):
        return _(
            "We aren't in {channel}. Invite us: type /invite @Teapoint there. Then post the notes "
            "again."
        )
    if why in ("is_archived", "channel_is_archived"):
        return _("{channel} is archived. Choose another channel.")
    return _("That workspace doesn't let us post in {channel}. Choose another channel.")
