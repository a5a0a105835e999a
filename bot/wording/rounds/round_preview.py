"""A round before it is sent: how many, how good, what had to bend, who is left out and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Confirm,
    Heading,
    Message,
    Paragraph,
    Rich,
    Small,
    paragraph,
    rich,
)
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_date, say_moment
from bot.wording.mentoring.mentor_pairs import pair_line, who_mentors_whom
from bot.wording.people import count_known, say_name, short_names, which_known
from bot.wording.rounds.match_reasons import describe_pair
from bot.wording.rounds.round_names import (
    and_more,
    ids_in,
    in_order,
    lines,
    name_group,
    read_members,
    say_introductions,
    say_people,
    say_percent,
    say_round,
    say_sizes,
    say_why,
    sentences,
)
from bot.wording.view import View
from jobs.errands.paging import count_pages, take_page
from jobs.matching.mentors import UNSAID
from storage.round_records import Group, LeftOut, Programme, Round
from storage.types import Member, MemberId

PAGE = 10
_MOST_REASONS = 2
_MOST_LINES = 8
_MOST_NAMES = 6


def round_ref(round_: Round) -> str:
    """Return what a button about a round carries: the round as it was looked at."""
    return pack_ref(r=round_.id, v=round_.version)


def preview(view: View, programme: Programme, round_: Round) -> Message:
    """The round at a glance, with what can be done about it."""
    groups = view.tx.rounds.groups(round_.id)
    left_out = view.tx.rounds.left_out(round_.id)
    title = _("{scheme}: {round}").format(scheme=programme.name, round=say_round(programme, round_))
    members = read_members(view, [m for group in groups for m in group.members])
    blocks: list[Block] = [Heading(title), *_at_a_glance(view, round_, groups, members.values())]
    if programme.format.kind == "mentors":
        blocks += who_mentors_whom(view, programme, _by_name(groups, members), members)
    blocks += bent(view, groups)
    blocks += not_matched(view, left_out)
    if groups and not left_out and not any(group.relaxed for group in groups):
        blocks.append(Paragraph((_nobody_is_left_out(programme),)))
    blocks.append(_what_now(view, groups))
    blocks.append(_controls(programme, round_, groups))
    return Message(tuple(blocks))


def _nobody_is_left_out(programme: Programme) -> str:
    if programme.format.kind == "sets":
        return _("Everybody is in a set, and no rule had to bend.")
    return _("Everybody has a partner, and no rule had to bend.")


def asked_for_plan(programme: Programme, round_: Round) -> Message:
    """The plan is being made; who asked is told when it is there."""
    words = _("We're on it: we're planning {round}, and will message you when you can look at it.")
    return Message((paragraph(words, round=say_round(programme, round_)),))


def still_planning(programme: Programme, round_: Round) -> Message:
    """The plan is not there yet, and can be asked for again if that takes long."""
    asked = asked_for_plan(programme, round_)
    return Message((*asked.blocks, _plan_again(round_)))


def groups_page(view: View, programme: Programme, round_: Round, page: int) -> Message:
    """The groups of a round in full, some at a time, with the reasons of each."""
    groups = view.tx.rounds.groups(round_.id)
    members = read_members(view, [m for group in groups for m in group.members])
    pages = count_pages(groups, PAGE)
    page = min(max(page, 1), pages)
    shown = take_page(_by_name(groups, members), page - 1, PAGE)
    words = _("{round}: {count}, page {page} of {pages}")
    heading = words.format(
        round=say_round(programme, round_),
        count=say_introductions(len(groups)),
        page=page,
        pages=pages,
    )
    is_mentoring = programme.format.kind == "mentors"
    items = tuple(
        pair_line(view, programme, group, members) if is_mentoring else group_line(group, members)
        for group in shown
    )
    blocks: list[Block] = [Heading(heading)]
    blocks += [Bullets(items)] if items else [Paragraph((_("There is nobody in it."),))]
    blocks += which_known(in_order(members[m] for g in shown for m in g.members if m in members))
    return Message((*blocks, Buttons(_turns(round_, page, pages))))


def _by_name(groups: Sequence[Group], members: Mapping[MemberId, Member]) -> list[Group]:
    """Groups by the first of their names, so that pages stay the same when one group changes."""
    place = {member.id: index for index, member in enumerate(in_order(members.values()))}
    last = len(place)
    return sorted(groups, key=lambda group: min(place.get(m, last) for m in group.members))


def group_line(group: Group, members: Mapping[MemberId, Member]) -> Rich:
    """One group and the main reasons why its members were matched, in a line."""
    people = in_order(members[m] for m in group.members if m in members)
    called = short_names(people)
    found = [
        reason
        for a, b in combinations(people, 2)
        for reason in describe_pair(a, b, called)[: _MOST_REASONS if len(people) == 2 else 1]
    ]
    lead = rich(_("{people}."), people=name_group(group.members, members))
    marks: list[Rich] = [(_("They have met before."),)] if group.relaxed else []
    marks += [(_("Locked together."),)] if group.locked else []
    return sentences([lead, *found, *marks])


def bent(view: View, groups: Sequence[Group]) -> list[Block]:
    """Which pairs are to meet again, and when they last did."""
    pairs = [pair for group in groups if group.relaxed for pair in combinations(group.members, 2)]
    members = read_members(view, [m for pair in pairs for m in pair])
    found: list[Rich] = []
    for a, b in pairs:
        met = view.tx.introductions.partners(a).get(b)
        if met:
            words = _("{people} were last introduced on {day}.")
            people = name_group((a, b), members)
            found.append(rich(words, people=people, day=say_date(met.date())))
    if not found:
        return []
    lead = ngettext(
        "One rule had to bend: these two have met before, and nobody new was left for them.",
        "One rule had to bend: these have met before, and nobody new was left for them.",
        len(found),
    )
    shown = lines(found, _MOST_LINES, and_more(len(found) - _MOST_LINES + 1))
    return [Paragraph((lead,)), Bullets(shown)]


def not_matched(view: View, left_out: Sequence[LeftOut]) -> list[Block]:
    """Who cannot be matched and why; those with the same reason together."""
    if not left_out:
        return []
    mentioned = ids_in(*(out.why for out in left_out))
    members = read_members(view, {out.member_id for out in left_out} | mentioned)
    together: dict[str, list[str]] = defaultdict(list)
    whys = {out.member_id: out.why for out in left_out}
    for member in in_order(member for id_, member in members.items() if id_ in whys):
        together[_why(member, whys[member.id], members)].append(say_name(member))
    found = [_left_out_line(names, why) for why, names in together.items()]
    lead = ngettext(
        "{count} person can't be matched this time:",
        "{count} people can't be matched this time:",
        len(left_out),
    ).format(count=len(left_out))
    shown = lines(found, _MOST_LINES, and_more(len(found) - _MOST_LINES + 1))
    return [Paragraph((lead,)), Bullets(shown)]


def _why(member: Member, why: str, members: Mapping[MemberId, Member]) -> str:
    """A reason as it follows a name, which it does not say again."""
    if why == UNSAID.format(member.id):
        return _("not said yet what they can help with, or would like help with.")
    return say_why(why, members)


def send_button(round_: Round, groups: Sequence[Group]) -> Button:
    """Introduce everybody; asks first, since it cannot be taken back."""
    people = sum(len(group.members) for group in groups)
    all_pairs = all(len(group.members) == 2 for group in groups)
    label = (
        ngettext("Introduce {count} pair", "Introduce {count} pairs", len(groups))
        if all_pairs
        else ngettext("Introduce {count} group", "Introduce {count} groups", len(groups))
    ).format(count=len(groups))
    sure = _(
        "{count} people get their introduction now, or when the next working day begins. "
        "It can't be taken back."
    ).format(count=people)
    confirm = Confirm(_("Send these introductions?"), sure, label, _("Not yet"))
    return Button(label, "unmentor round send", round_ref(round_), "primary", confirm)


def _at_a_glance(
    view: View, round_: Round, groups: Sequence[Group], members: Iterable[Member]
) -> list[Block]:
    if not groups:
        return [Paragraph((_("There's nobody to introduce in this round."),))]
    people = sum(len(group.members) for group in groups)
    words = _("{people} would be introduced, in {sizes}. The day for it is {moment}.")
    blocks: list[Block] = [
        paragraph(
            words,
            people=_count_people(people),
            sizes=say_sizes(groups),
            moment=say_moment(round_.introduce_at, view.zone),
        )
    ]
    if round_.percent is not None:
        good = _("How good it is: {percent} per cent of the best possible under your rules.")
        blocks.append(paragraph(good, percent=say_percent(round_.percent)))
    return blocks + count_known(members)


def _count_people(count: int) -> str:
    """Organisers see who is in a round, so its number is no secret to them."""
    return (
        say_people(count)
        if count >= 5
        else ngettext("{count} person", "{count} people", count).format(count=count)
    )


def _left_out_line(names: Sequence[str], why: str) -> Rich:
    shown = list(names) if len(names) <= _MOST_NAMES else list(names[: _MOST_NAMES - 1])
    if len(shown) < len(names):
        hidden = len(names) - len(shown)
        shown.append(ngettext("{count} other", "{count} others", hidden).format(count=hidden))
    return rich(_("{names}: {why}"), names=say_all(shown), why=why)


def _what_now(view: View, groups: Sequence[Group]) -> Block:
    if not groups:
        words = _("To plan it again when more people have joined, type {again}.")
        return Small(rich(words, again=view.code("unmentor round again")))
    words = _(
        "Nobody is told anything until you send it. For all groups and their reasons, type {show}. "
        "To drop this round, type {cancel}."
    )
    show, cancel = view.code("unmentor round show"), view.code("unmentor round cancel")
    return Small(rich(words, show=show, cancel=cancel))


def _controls(programme: Programme, round_: Round, groups: Sequence[Group]) -> Buttons:
    if not groups:
        return _plan_again(round_)
    change = _("Change groups") if programme.format.kind == "sets" else _("Change pairs")
    buttons = (
        send_button(round_, groups),
        Button(change, "unmentor round change", pack_ref(r=round_.id)),
        Button(_("Send to me only"), "unmentor round rehearse", pack_ref(r=round_.id)),
    )
    # Mentoring pairs follow from what people said: they are not changed by hand.
    return Buttons(buttons[::2] if programme.format.kind == "mentors" else buttons)


def _plan_again(round_: Round) -> Buttons:
    return Buttons((Button(_("Plan it again"), "unmentor round again", pack_ref(r=round_.id)),))


def _turns(round_: Round, page: int, pages: int) -> tuple[Button, ...]:
    line = "unmentor round show"
    preview_ = Button(_("Back to the preview"), "unmentor round preview", pack_ref(r=round_.id))
    back = Button(_("Earlier groups"), line, pack_ref(r=round_.id, page=page - 1))
    on = Button(_("More groups"), line, pack_ref(r=round_.id, page=page + 1))
    return ((back,) if page > 1 else ()) + ((on,) if page < pages else ()) + (preview_,)
