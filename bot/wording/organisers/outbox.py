"""Messages that did not certainly arrive: the report, the unsure list, undelivered messages."""

from collections.abc import Sequence

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Rich,
    Small,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_moment
from bot.wording.members.quiet import unreachable
from bot.wording.organisers.message_names import name_message
from bot.wording.rounds.round_names import and_more, lines, say_introductions, say_round
from bot.wording.view import View
from storage.deliveries import Tally
from storage.notices.introductions import Introduced
from storage.queue_records import Delivery
from storage.round_records import Programme, Round

_MOST_LINES = 10


def report(view: View, programme: Programme, round_: Round) -> Message:
    """After a round was sent: delivered, not delivered and why, unsure."""
    tally = view.tx.deliveries.tally(round_.id, Introduced.__name__)
    all_ = view.tx.deliveries.of_round(round_.id, Introduced.__name__)
    refused = [d for d in all_ if d.state == "dead" and not _told_alone(d)]
    title = _("How {round} was sent").format(round=say_round(programme, round_))
    blocks: list[Block] = [Heading(title), *_went(view, round_, tally, len(refused))]
    if refused:
        count = ngettext(
            "{count} message was not delivered:",
            "{count} messages were not delivered:",
            len(refused),
        ).format(count=len(refused))
        items = [_with_reason(view, delivery) for delivery in refused]
        shown = lines(items, _MOST_LINES, and_more(len(items) - _MOST_LINES + 1))
        blocks += [Paragraph((count,)), Bullets(shown)]
    blocks += _unsure_count(tally.unsure)
    blocks += unreachable(view, programme)
    if refused or tally.unsure:
        blocks.append(Buttons((Button(_("Look at these messages"), "unmentor unsure"),)))
    return Message(tuple(blocks))


def unsure(view: View) -> Message:
    """What waits for an organiser's press: the unsure ones, then the undelivered ones."""
    doubtful = view.tx.deliveries.in_state(view.network.id, "unsure")
    refused = undelivered(view)
    if not doubtful and not refused:
        return say(_("Nothing waits for you: every message has arrived, or is on its way."))
    blocks: list[Block] = []
    if doubtful:
        blocks += _doubtful(view, doubtful)
    if refused:
        blocks += _refused(view, refused, buttons=not doubtful)
    return Message(tuple(blocks))


def undelivered(view: View) -> list[Delivery]:
    """Return what was given up, but for chats whose people were each told alone instead."""
    found = view.tx.deliveries.in_state(view.network.id, "dead")
    return [delivery for delivery in found if not _told_alone(delivery)]


def settled(view: View, words: str) -> Message:
    """What became of a message, followed by what waits now."""
    return Message((Paragraph((words,)), *unsure(view).blocks))


def paused(space_name: str, why: str) -> Message:
    """A workspace refuses the bot."""
    return Message(
        (
            Heading(_("We can't send messages to {workspace}").format(workspace=space_name)),
            paragraph(
                _(
                    "It no longer accepts us ({code}). Nothing is lost: what should go there waits "
                    "until somebody who looks after that workspace installs the app again."
                ),
                code=why,
            ),
        )
    )


def _went(view: View, round_: Round, tally: Tally, refused: int) -> list[Block]:
    """All introductions that were made, as in the totals: also if somebody has left since."""
    made = view.tx.totals.of_round(round_).introductions
    total = tally.sent + tally.waiting + tally.unsure + refused
    words = ngettext(
        "{introductions}. {sent} of {count} message was delivered.",
        "{introductions}. {sent} of {count} messages were delivered.",
        total,
    ).format(introductions=say_introductions(made), sent=tally.sent, count=total)
    blocks: list[Block] = [Paragraph((words,))]
    if total > made:
        why = _("Where people can't be in one group chat, each gets a message of their own.")
        blocks.append(Paragraph((why,)))
    if tally.waiting:
        still = ngettext(
            "{count} message is on its way.", "{count} messages are on their way.", tally.waiting
        )
        blocks.append(Paragraph((still.format(count=tally.waiting),)))
    return blocks


def _unsure_count(count: int) -> list[Block]:
    if not count:
        return []
    words = ngettext(
        "Of {count} message we can't tell whether it arrived.",
        "Of {count} messages we can't tell whether they arrived.",
        count,
    )
    return [Paragraph((words.format(count=count),))]


def _doubtful(view: View, found: Sequence[Delivery]) -> list[Block]:
    first = found[0]
    what = name_message(view, first)
    ask = _("Please look whether the first one arrived, or ask: {what}.").format(what=what)
    ref = str(first.seq)
    return [
        Heading(_("Did these arrive?")),
        *_unsure_count(len(found)),
        Paragraph((_("We never send such a message again by ourselves."),)),
        Bullets(_listed(view, found)),
        *_by_number(view, found, "unmentor unsure arrived"),
        Paragraph((ask,)),
        Buttons(
            (
                Button(
                    _("It arrived"),
                    "unmentor unsure arrived",
                    ref,
                    "primary",
                    spoken=_("It arrived: {what}").format(what=what),
                ),
                Button(
                    _("Send again"),
                    "unmentor unsure again",
                    ref,
                    spoken=_("Send again: {what}").format(what=what),
                ),
            )
        ),
    ]


def _refused(view: View, found: Sequence[Delivery], *, buttons: bool) -> list[Block]:
    first, what = found[0], name_message(view, found[0])
    blocks: list[Block] = [
        Heading(_("These were not delivered")),
        Bullets(
            lines(
                [_with_reason(view, delivery) for delivery in found],
                _MOST_LINES,
                and_more(len(found) - _MOST_LINES + 1),
            )
        ),
    ]
    if not buttons:
        return blocks
    again = Button(
        _("Try again"),
        "unmentor undelivered again",
        str(first.seq),
        "primary",
        spoken=_("Try again: {what}").format(what=what),
    )
    drop = Button(
        _("Drop"),
        "unmentor undelivered drop",
        str(first.seq),
        spoken=_("Drop: {what}").format(what=what),
    )
    ask = _("The buttons are about the first one: {what}.").format(what=what)
    hint = _by_number(view, found, "unmentor undelivered again")
    return [*blocks, *hint, Paragraph((ask,)), Buttons((again, drop))]


def _by_number(view: View, found: Sequence[Delivery], line: str) -> list[Block]:
    """How to name another one than the first."""
    if len(found) == 1:
        return []
    words = _("For another one, type its number, such as {typed}.")
    return [Small(rich(words, typed=view.code(f"{line} {found[1].seq}")))]


def _listed(view: View, found: Sequence[Delivery]) -> tuple[Rich, ...]:
    items: list[Rich] = []
    for delivery in found:
        when = say_moment(delivery.first_sent_at or delivery.created_at, view.zone)
        words = _("{number}: {what}, {when}")
        items.append(
            rich(words, number=str(delivery.seq), what=name_message(view, delivery), when=when)
        )
    return lines(items, _MOST_LINES, and_more(len(items) - _MOST_LINES + 1))


def _told_alone(delivery: Delivery) -> bool:
    reason = (delivery.error or "").partition(" (")[0]
    return delivery.group_id is not None and reason in ("cannot meet", "account gone", "blocked")


def _with_reason(view: View, delivery: Delivery) -> Rich:
    return rich(
        _("{number}: {what}. {why}"),
        number=str(delivery.seq),
        what=name_message(view, delivery),
        why=_why(delivery.error or ""),
    )


def _why(error: str) -> str:
    """A platform's reason in plain words; `error` is "reason (code)"."""
    reason = error.partition(" (")[0]
    known = {
        "account gone": _("The account was deactivated."),
        "blocked": _("This person can't be written to: they, or their workspace, don't let us."),
        "bounced": _("This person's e-mail address doesn't take our messages."),
        "place closed": _("The conversation is closed to us."),
        "too long": _("The message was too long."),
        "not allowed": _("The workspace doesn't allow it."),
        "too late": _("It was too late to say it."),
        "tried too often": _("We tried many times."),
        "unchangeable": _("The workspace doesn't allow us to change or delete it."),
        "message unknown": _("We don't know which message it belongs to."),
    }
    return known.get(reason, _("The workspace refused it."))
