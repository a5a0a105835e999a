"""Where a member stands: schemes, what comes next, whom to meet; and whom they have met."""

from collections.abc import Mapping
from datetime import datetime

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
from bot.wording.language import say_all, say_date
from bot.wording.meetings.meeting_times import standing
from bot.wording.members import network_joining, organisation, privacy
from bot.wording.members.leaving import leave_button
from bot.wording.mentoring import mentor_asking
from bot.wording.people import name_and_place, say_how_known, say_names, short_names, which_known
from bot.wording.rounds.check_ins import answer_buttons
from bot.wording.rounds.past import before_teapoint
from bot.wording.rounds.turns import part_now
from bot.wording.schemes.schemes import part_in, what_it_is
from bot.wording.sets import sets
from bot.wording.view import View
from jobs.members.belonging import enrolled_in, enrolment, partners
from storage.round_records import Group, Programme
from storage.types import Member, MemberId

_MOST_IN_HISTORY = 60


def status(view: View) -> Message:
    """What the reader is in, what comes next, and the introduction they have now."""
    if view.reader is None:
        return invitation(view)
    where = Small(organisation.standing(view.reader))
    blocks: list[Block] = [Heading(_("How things stand")), *all_schemes(view, view.reader), where]
    waiting = introduction_blocks(view, view.reader)
    blocks += waiting
    if not any(isinstance(block, Buttons) for block in waiting):
        blocks.append(usual_buttons(view))
    return Message((*blocks, *privacy_change(view, view.reader)))


def invitation(view: View) -> Message:
    """For somebody who takes no part yet: what they could join."""
    running = view.tx.programmes.running(view.network.id)
    if not running:
        return network_joining.no_scheme(view, _whom_to_ask(view))
    blocks: list[Block] = [paragraph(_("You're not taking part yet."))]
    blocks += [Paragraph(what_it_is(programme)) for programme in running]
    alone = _("For session notes alone, you can join without being introduced to anybody.")
    joins = Button(_("Join"), "unmentor join", style="primary")
    blocks += [paragraph(alone), Buttons((joins, network_joining.alone_button()))]
    return Message(tuple(blocks))


def all_schemes(view: View, member: Member) -> list[Block]:
    """A member's part in every scheme, or that they are in none."""
    enrolled = enrolled_in(view.tx, member)
    if not enrolled:
        return network_joining.without_scheme(view)
    return [block for programme in enrolled for block in scheme_blocks(view, member, programme)]


def scheme_blocks(view: View, member: Member, programme: Programme) -> list[Block]:
    """A member's part in one scheme, and when it is next."""
    part = enrolment(view.tx, member, programme)
    if part is None:
        return []
    blocks: list[Block] = [part_in(view, programme, part)]
    if part.state == "in" and not part.skip_next:
        blocks += part_now(view, programme, part)
    return blocks


def introduction_blocks(view: View, member: Member) -> list[Block]:
    """Whom the member has been introduced to, with the question of one that is open."""
    blocks: list[Block] = []
    asked = False
    for group in view.tx.rounds.open_groups(member.id):
        others = partners(view.tx, member, group)
        if not others:
            continue
        people = _people(others)
        if _is_set(view, group):
            blocks.append(paragraph(_("You're in a set with {people}."), people=people))
            blocks += sets.meeting_blocks(view, group)
            continue
        blocks.append(paragraph(_("You've been introduced to {people}."), people=people))
        known = say_how_known(others, short_names(others))
        blocks += [Small((known,))] if known else []
        blocks += standing(view, group)
        said = next(seat.answer for seat in group.seats if seat.member_id == member.id)
        if said == "met":
            blocks.append(Paragraph((_("You've met. Thank you for telling us."),)))
        elif not asked:
            asked = True
            blocks += _question(group, others)
    return blocks


def _is_set(view: View, group: Group) -> bool:
    round_ = view.tx.rounds.get(group.round_id, view.network.id)
    return view.tx.programmes.get(round_.programme_id, view.network.id).format.kind == "sets"


def _question(group: Group, others: list[Member]) -> list[Block]:
    words = _("Have you and {names} met yet? All three answers are fine.")
    return [paragraph(words, names=say_names(others)), answer_buttons(group)]


def _people(members: list[Member]) -> Rich:
    holders = {f"person{index}": name_and_place(m) for index, m in enumerate(members)}
    return rich(say_all(f"{{{holder}}}" for holder in holders), **holders)


def usual_buttons(view: View) -> Buttons:
    """What a member most often wants to change; what mentoring still needs of them comes first."""
    if view.reader and not enrolled_in(view.tx, view.reader):
        return network_joining.usual_buttons(view)
    asking = mentor_asking.find_asking(view)
    more = Button(_("Tell us more"), "unmentor profile")
    return Buttons(
        (
            mentor_asking.say_button(asking) if asking else more,
            Button(_("Take a break"), "unmentor pause"),
            leave_button(),
        )
    )


def privacy_change(view: View, member: Member) -> list[Block]:
    """A line where the privacy notice changed since the member agreed to it."""
    return [privacy.changed(view.names)] if must_agree_again(view, member) else []


def must_agree_again(view: View, member: Member) -> bool:
    """Return whether the member agreed to other words than today's."""
    read = view.tx.consents.latest(member.id)
    return read is not None and read.notice_version != privacy.version(view.policy)


def _whom_to_ask(view: View) -> str:
    return say_all(account.name for account in view.tx.networks.organisers(view.network.id))


def history(view: View) -> Message:
    """Everybody the reader has been introduced to, newest first, with dates."""
    met = view.tx.introductions.partners(view.reader.id) if view.reader else {}
    before = before_teapoint(view)
    if not met and before:
        return Message(before)
    if not met:
        return say(
            _("You haven't been introduced to anybody yet."),
            rich(_("To see what comes next, type {status}."), status=view.code("unmentor status")),
        )
    newest = sorted(met, key=lambda member_id: met[member_id], reverse=True)
    shown = newest[:_MOST_IN_HISTORY]
    members = view.tx.members.many(shown)
    blocks: list[Block] = [
        Heading(_("Whom you've been introduced to")),
        Bullets(_history(members, shown, met)),
        *which_known(members[each] for each in shown if each in members),
    ]
    if len(newest) > len(shown):
        words = _("These are the latest. For all of them, type {my_data}.")
        blocks.append(paragraph(words, my_data=view.code("my data")))
    return Message((*blocks, *before))


def _history(
    members: Mapping[MemberId, Member], shown: list[MemberId], met: Mapping[MemberId, datetime]
) -> tuple[Rich, ...]:
    return tuple(
        rich(
            _("{person}, on {day}"),
            person=name_and_place(members[member_id]),
            day=say_date(met[member_id].date()),
        )
        for member_id in shown
        if member_id in members
    )


def sent_to_you() -> Message:
    """The answer in a channel to what is worth keeping."""
    return say(
        _("We've sent you the answer in a message to you alone, so that you can find it again.")
    )
