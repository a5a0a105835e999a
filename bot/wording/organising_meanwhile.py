"""Short words for organisers' messages, until their own module words them."""

from gettext import gettext as _

from bot.message import Message, say
from bot.wording.look import Look
from storage.notices import (
    DeliveryReport,
    JoinCard,
    Rehearsal,
    RoundClosed,
    RoundNotPlanned,
    RoundReady,
    SendingPaused,
    SomethingWrong,
    UnsureList,
)


def round_closed(look: Look, notice: RoundClosed) -> Message | None:
    return say(_("The round has ended."))


def round_ready(look: Look, notice: RoundReady) -> Message | None:
    return say(_("The round can be previewed."))


def round_not_planned(look: Look, notice: RoundNotPlanned) -> Message | None:
    return say(_("The round could not be planned."))


def rehearsal(look: Look, notice: Rehearsal) -> Message | None:
    return say(_("This is a rehearsal."))


def delivery_report(look: Look, notice: DeliveryReport) -> Message | None:
    return say(_("The round was sent."))


def unsure_list(look: Look, notice: UnsureList) -> Message | None:
    return say(_("Some messages wait for you."))


def sending_paused(look: Look, notice: SendingPaused) -> Message | None:
    return say(_("Sending is paused."))


def something_wrong(look: Look, notice: SomethingWrong) -> Message | None:
    return say(_("Somebody told us that something was wrong."))


def join_card(look: Look, notice: JoinCard) -> Message | None:
    return say(_("You can join."))
