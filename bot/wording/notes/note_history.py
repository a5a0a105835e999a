"""How a session's notes came to be what they are: every version, and what it changed."""

from collections.abc import Sequence
from itertools import pairwise

from bot.message import Block, Bullets, Button, Buttons, Heading, Message, Paragraph, Rich
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_moment
from bot.wording.notes.note_answers import none_yet
from bot.wording.view import View
from jobs.sessions.merging import compare
from storage.errors import NotFoundError
from storage.notes import NoteVersion
from storage.session_records import EventSession
from storage.types import MemberId

_MOST_VERSIONS = 12
_MOST_LINES = 6
_LONGEST_LINE = 200


def told(view: View, session: EventSession, versions: Sequence[NoteVersion]) -> Message:
    """Every version, newest first, with the lines that it added and removed."""
    if not versions:
        return none_yet(session)
    empty = NoteVersion(0, "", "", "", "form", None, versions[0].at)
    steps = list(pairwise([empty, *versions]))[::-1]
    blocks: list[Block] = [Heading(_("History of “{title}”").format(title=session.title)[:150])]
    for was, now in steps[:_MOST_VERSIONS]:
        blocks.append(Paragraph((_head(view, session, now),)))
        if lines := _changes(was, now):
            blocks.append(Bullets(lines))
    left = len(steps) - _MOST_VERSIONS
    if left > 0:
        older = ngettext("One older version is kept.", "{count} older ones are kept.", left)
        blocks.append(Paragraph((older.format(count=left),)))
    read = Button(_("Read them as they are now"), "notes show", session.id)
    return Message((*blocks, Buttons((read,))))


def name_writer(view: View, member_id: MemberId | None) -> str:
    """Return who wrote it; empty where they have left and asked to be forgotten."""
    if member_id is None:
        return ""
    try:
        return view.tx.members.get(member_id, view.network.id).name
    except NotFoundError:
        return ""


def _head(view: View, session: EventSession, version: NoteVersion) -> str:
    """How a version came about and when; who wrote it, unless that is nobody's business."""
    how = {
        "form": _("written in a form"),
        "paste": _("pasted"),
        "file": _("from a file"),
        "link": _("from a linked document"),
        "page": _("written on the page for the room"),
        "edit": _("changed"),
        "removal": _("something was taken out at somebody's request"),
    }[version.route]
    nameless = session.plan.consent == "chatham" or version.route == "removal"
    words = (
        _("Version {number}: {how}, {when}.")
        if nameless
        else _("Version {number}: {how} by {who}, {when}.")
    )
    return words.format(
        number=version.number,
        how=how,
        who=name_writer(view, version.member_id) or _("somebody"),
        when=say_moment(version.at, view.zone),
    )


def _changes(was: NoteVersion, now: NoteVersion) -> tuple[Rich, ...]:
    lines: list[Rich] = []
    if was.title and was.title != now.title:
        lines.append((_("New title: "), now.title))
    for label, before, after in (
        (_("Summary. "), was.summary, now.summary),
        ("", was.text, now.text),
    ):
        changed = compare(before, after)
        lines += [(label + _("Added: "), _short(line)) for line in changed.added]
        lines += [(label + _("Removed: "), _short(line)) for line in changed.removed]
    left = len(lines) - _MOST_LINES
    if left > 0:
        more = ngettext("and one more line", "and {count} more lines", left).format(count=left)
        return (*lines[:_MOST_LINES], (more,))
    return tuple(lines)


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"
