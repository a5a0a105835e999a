"""What organisers are told, and what a scheme says in its channel: one function a notice."""

from collections.abc import Sequence

from bot.message import Block, Button, Buttons, Heading, Message, Paragraph, paragraph, say
from bot.refs import pack_ref
from bot.wording.language import capital, ngettext, say_moment
from bot.wording.language import gettext as _
from bot.wording.look import Look
from bot.wording.organisers import outbox
from bot.wording.rounds.introductions import introduction
from bot.wording.rounds.round_names import (
    LEAST_PEOPLE,
    name_plainly,
    read_members,
    say_people_and_organisations,
    say_round,
    say_why,
)
from bot.wording.rounds.round_preview import preview
from bot.wording.schemes.scheme_kinds import say_when
from bot.wording.schemes.schemes import next_moment, what_it_is
from bot.wording.view import View, view_for
from storage.notices.channels import JoinCard, RoundClosed
from storage.notices.rounds import (
    DeliveryReport,
    PlanFailed,
    Rehearsal,
    RoundNotPlanned,
    RoundReady,
    SomethingWrong,
)
from storage.notices.workspaces import ChannelClosed, SendingPaused
from storage.round_records import Programme, Round
from storage.totals import RoundTotals
from storage.types import RoundId


def round_ready(look: Look, notice: RoundReady) -> Message | None:
    """The plan can be looked at; None when it was sent or dropped meanwhile."""
    view = view_for(look)
    programme, round_ = _round(look, notice.round_id)
    if round_.state != "proposed":
        return None
    shown = preview(view, programme, round_)
    if look.now < round_.introduce_at:
        return shown
    lead = _("A reminder: {round} is due, and it waits until somebody sends it.")
    due = paragraph(lead, round=say_round(programme, round_))
    return Message((due, *shown.blocks))


def plan_failed(look: Look, notice: PlanFailed) -> Message | None:
    """Trouble on our side; None when the round was sent or dropped meanwhile."""
    programme, round_ = _round(look, notice.round_id)
    if round_.state != "proposed":
        return None
    return say(
        _("We couldn't plan {round}. Nothing is lost, and nobody was told anything.").format(
            round=say_round(programme, round_)
        ),
        _("If it fails again, tell whoever runs Teapoint for you."),
        Buttons((Button(_("Plan it again"), "unmentor round again", pack_ref(r=round_.id)),)),
    )


def round_not_planned(look: Look, notice: RoundNotPlanned) -> Message | None:
    """A round was due, but there is nobody to introduce, and why."""
    programme = look.tx.programmes.get(notice.programme_id, look.network.id)
    members = {m.id: m for m in look.tx.members.present(look.network.id)}
    why = say_why(notice.why, members)
    hint = Paragraph((_("Nobody was told anything. Inviting more people helps."),))
    round_ = look.tx.rounds.of_period(programme.id, notice.label)
    asked = look.tx.turns.of_round(round_.id) if round_ and not why else {}
    if asked:
        why = _nobody_said_yes(len(asked))
        again = _("Whoever still says yes is in it. To look at it then, type {preview}.")
        hint = paragraph(again, preview=view_for(look).code("unmentor round preview"))
    return Message(
        (
            Heading(_("{scheme}: no introductions this time").format(scheme=programme.name)),
            Paragraph((why or _why_nobody(look, programme),)),
            hint,
            Buttons((Button(_("Organise"), "unmentor organise"),)),
        )
    )


def _nobody_said_yes(asked: int) -> str:
    words = ngettext(
        "One person was asked, and has not said yes.",
        "{count} people were asked, and none of them said yes.",
        asked,
    )
    return words.format(count=asked)


def _why_nobody(look: Look, programme: Programme) -> str:
    kind = programme.format.kind
    if kind == "pairs" and any(e.state == "in" for e in look.tx.enrolments.all(programme.id)):
        return _("Everybody who takes part sits this round out.")
    if kind == "pairs" or not look.tx.rounds.under_way(programme.id):
        return _("Nobody is taking part yet.")
    if kind == "sets":
        return _("Everybody who takes part sits in a set that still meets.")
    return _("Everybody who takes part is in a pair that goes on, or fits nobody else.")


def rehearsal(look: Look, notice: Rehearsal) -> Message | None:
    """An introduction as its group would read it, for the organiser alone."""
    view = view_for(look)
    group = look.tx.rounds.group(notice.group_id, look.network.id)
    shown = introduction(view, group, rehearsal=True)
    if shown is None or group.state != "proposed":
        return None
    lead = _("A rehearsal, to you only. Their group would read:")
    return Message((Paragraph((lead,)), *shown.blocks))


def delivery_report(look: Look, notice: DeliveryReport) -> Message | None:
    """How a round was sent, once everything of it has settled."""
    return outbox.report(view_for(look), *_round(look, notice.round_id))


def unsure_list(look: Look) -> Message | None:
    """What waits for a press; None when somebody settled it meanwhile."""
    waiting = look.tx.deliveries.in_state(look.network.id, "unsure", limit=1)
    return outbox.unsure(view_for(look)) if waiting else None


def sending_paused(notice: SendingPaused) -> Message:
    """A workspace refuses the bot."""
    return outbox.paused(notice.space_name, notice.why)


def channel_closed(look: Look, notice: ChannelClosed) -> Message | None:
    """A scheme's channel takes no posts; None when it does again, or the scheme moved or ended."""
    programme = look.tx.programmes.get(notice.programme_id, look.network.id)
    place = look.tx.places.get(programme.place_id)
    if programme.ended_at or not place.closed_why:
        return None
    words = _(
        "We can't post in #{channel} any more. Perhaps it was archived, or we were taken out of it."
    )
    return say(
        words.format(channel=place.name or _("its channel")),
        _(
            "Introductions of {scheme} go on as before. Its Join card and totals need a channel: "
            "please choose another, or open this one again."
        ).format(scheme=programme.name),
        Buttons(
            (Button(_("Edit the scheme"), "unmentor organise edit", pack_ref(p=programme.id)),)
        ),
    )


def something_wrong(look: Look, notice: SomethingWrong) -> Message | None:
    """A member's report: who, about which introduction, in their words, and what now."""
    view = view_for(look)
    group = look.tx.rounds.group(notice.group_id, look.network.id)
    members = read_members(view, {*group.members, notice.reporter})
    others = [member for member in group.members if member != notice.reporter]
    names = {"name": name_plainly((notice.reporter,), members)}
    names["others"] = name_plainly(others, members)
    words = look.tx.rounds.report_words(notice.report_id)
    said: list[Block] = (
        [paragraph(_("In their words:")), Paragraph((words,))]
        if words
        else [Paragraph((_("They left no words with it."),))]
    )
    return Message(
        (
            Heading(_("Something was wrong with an introduction")),
            paragraph(_("{name} told us so about the introduction to {others}."), **names),
            *said,
            paragraph(
                _(
                    "We won't match {name} with {others} again. We haven't told {others}, "
                    "and only organisers can read this. Please write to {name} soon."
                ),
                **names,
            ),
        )
    )


def join_card(look: Look, notice: JoinCard) -> Message | None:
    """What a scheme is, and how to join it; for its channel.

    The card stays there for months, so it names the rhythm, and no date that goes by.
    """
    programme = look.tx.programmes.get(notice.programme_id, look.network.id)
    if programme.ended_at:
        return None
    blocks: list[Block] = [Heading(programme.name), Paragraph(what_it_is(programme))]
    blocks.append(Paragraph((say_when(programme),)))
    people, organisations = look.tx.enrolments.count(programme.id)
    if people >= LEAST_PEOPLE and not look.network.sensitive:
        words = _("{people} are in it so far.")
        counted = say_people_and_organisations(people, organisations)
        blocks.append(paragraph(words, people=counted))
    join = Button(_("Join"), "unmentor join", programme.id, "primary")
    return Message((*blocks, Buttons((join, Button(_("How it works"), "unmentor how")))))


def round_closed(look: Look, notice: RoundClosed) -> Message | None:
    """A round's totals for its channel; without figures where they would be of a few people."""
    view = view_for(look)
    programme, round_ = _round(look, notice.round_id)
    totals = look.tx.totals.of_round(round_)
    blocks: list[Block] = [_totals(programme, round_, totals), *_first_talks(totals)]
    blocks += [] if programme.ended_at else _next(view, programme)
    return Message(tuple(blocks))


def _totals(programme: Programme, round_: Round, totals: RoundTotals) -> Block:
    name = say_round(programme, round_)
    name = capital(name)
    if totals.people < LEAST_PEOPLE or totals.people_met < LEAST_PEOPLE:
        words = _("{round} is over. Thank you to everybody who made time to talk.")
        return paragraph(words, round=name)
    words = ngettext(
        "{round}: {met} of {count} introduction led to a conversation.",
        "{round}: {met} of {count} introductions led to a conversation.",
        totals.introductions,
    )
    if programme.format.kind == "sets":
        words = ngettext(
            "{round}: {met} of {count} set met.",
            "{round}: {met} of {count} sets met.",
            totals.introductions,
        )
    return paragraph(words, round=name, met=str(totals.met), count=str(totals.introductions))


def _first_talks(totals: RoundTotals) -> Sequence[Block]:
    if totals.first_talks < LEAST_PEOPLE:
        return []
    words = ngettext(
        "{count} pair of organisations talked for the first time.",
        "{count} pairs of organisations talked for the first time.",
        totals.first_talks,
    )
    return say(words.format(count=totals.first_talks)).blocks


def _next(view: View, programme: Programme) -> list[Block]:
    moment = next_moment(view, programme)
    planned = view.tx.rounds.latest(programme.id, "proposed")
    empty = planned and planned.percent is not None and not view.tx.rounds.groups(planned.id)
    if moment is None or empty:
        return []
    words = _("The next round starts on {moment}.")
    return [paragraph(words, moment=say_moment(moment, view.zone))]


def _round(look: Look, round_id: RoundId) -> tuple[Programme, Round]:
    round_ = look.tx.rounds.get(round_id, look.network.id)
    return look.tx.programmes.get(round_.programme_id, look.network.id), round_
