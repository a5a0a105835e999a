"""An organiser's press on a message that is unsure or was not delivered."""

from collections.abc import Callable, Mapping

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer
from bot.message import Message
from bot.wording.language import gettext as _
from bot.wording.organisers import message_names, outbox
from bot.wording.view import view_of
from storage.errors import NotFoundError
from storage.queue_records import Delivery

Settle = Callable[[Call, int], bool]


def settling_command(words: tuple[str, ...], action: str, help_: str, done: str) -> Command:
    """Return the command of one press; `done` says what was done to `{what}`."""
    return Command(
        words=words,
        help=help_,
        run=lambda call: _settle(call, action, done),
        usage=_("[number]"),
        who="organiser",
    )


def _settle(call: Call, action: str, done: str) -> Answer:
    delivery = _find(call, action)
    view = view_of(call)
    what = message_names.name_message(view, delivery)
    if not _settles()[action](call, delivery.seq):
        words = _("Somebody settled this a moment ago, so nothing has changed: {what}.")
        return outbox.settled(view, words.format(what=what))
    note_action(call, action, str(delivery.seq))
    return outbox.settled(view, done.format(what=what))


def _settles() -> Mapping[str, Settle]:
    def arrived(call: Call, seq: int) -> bool:
        return call.tx.deliveries.settle_unsure(seq, call.network.id, arrived=True, now=call.now)

    def again(call: Call, seq: int) -> bool:
        return call.tx.deliveries.settle_unsure(seq, call.network.id, arrived=False, now=call.now)

    return {
        "unsure.arrived": arrived,
        "unsure.again": again,
        "undelivered.again": lambda c, seq: c.tx.deliveries.retry(seq, c.network.id, c.now),
        "undelivered.drop": lambda c, seq: c.tx.deliveries.drop(seq, c.network.id, c.now),
    }


def _find(call: Call, action: str) -> Delivery:
    """The message of the button or the number typed; the only one, where none is named."""
    number = call.ref or "".join(call.args[:1])
    if number.isdecimal():
        try:
            return call.tx.deliveries.get(int(number), call.network.id)
        except NotFoundError as error:
            words = _("There is no message {number}. Nothing has changed.")
            raise Refusal(words.format(number=number)) from error
    waiting = _waiting(call, action)
    if len(waiting) == 1:
        return waiting[0]
    refusal = Refusal()
    lead = _("Please say which one, by its number.") if waiting else _("Nothing has changed.")
    refusal.message = Message((*outbox.settled(view_of(call), lead).blocks,))
    raise refusal


def _waiting(call: Call, action: str) -> list[Delivery]:
    if action.startswith("unsure"):
        return call.tx.deliveries.in_state(call.network.id, "unsure")
    return outbox.undelivered(view_of(call))
