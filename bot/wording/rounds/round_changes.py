"""An organiser's change to a round: what it would do and cost, that it was made, or why not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.form import ChoiceInput, Form, Option, SearchInput
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Rich,
    paragraph,
    rich,
    say,
)
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_date
from bot.wording.rounds.round_names import (
    ids_in,
    name_group,
    name_plainly,
    read_members,
    say_percent,
    say_round,
    say_why,
)
from bot.wording.view import View
from jobs.matching import Group, PairReasons
from jobs.rounds.changes import Change, ImpossibleChangeError, Kind, Wish
from storage.round_records import Programme, Round
from storage.types import Member, MemberId

KINDS: tuple[Kind, ...] = ("swap", "pair", "take out", "put back", "lock", "unlock")
FIRST, SECOND, KIND = "first", "second", "kind"


def line_of(kind: Kind) -> str:
    """Return the command line of a change."""
    return f"unmentor round {kind}"


def takes_two(kind: Kind) -> bool:
    """Return whether a change is about two people."""
    return kind in ("swap", "pair")


def change_form(kind: Kind | None, round_: Round) -> Form:
    """Ask which change, and about whom. With a kind: about whom only."""
    two = kind is None or takes_two(kind)
    first = SearchInput(FIRST, _("Who"), "members", _("Type some letters of the name."))
    second = SearchInput(
        SECOND,
        _("And who else"),
        "members",
        "" if kind else _("For a swap or a pair only."),
        optional=kind is None,
    )
    options = tuple(Option(each, _does(each)) for each in KINDS)
    which = ChoiceInput(KIND, _("What would you like to change?"), options, value="swap", wide=True)
    inputs = ((which,) if kind is None else ()) + (first,) + ((second,) if two else ())
    command = line_of(kind) if kind else "unmentor round change"
    title = _does(kind) if kind else _("Change pairs")
    outro = Paragraph((_("You'll see what it costs before anything is changed."),))
    return Form(
        title, command, inputs, _("Show what it costs"), pack_ref(r=round_.id), outro=(outro,)
    )


def name_another() -> str:
    """A swap and a pair are about two people."""
    return _("Choose somebody else, too: this is about two people.")


def cost(view: View, programme: Programme, change: Change) -> Message:
    """What a change would do, before it is made."""
    members = _members(view, change)
    blocks: list[Block] = [Heading(_headline(change.wish, members))]
    blocks += _groups(_("Now:"), change.before, members)
    blocks += _groups(_("After the change:"), change.after, members)
    blocks += _left_out(change, members)
    blocks += _bends(view, change.bends, members)
    blocks.append(_worth(change))
    words = _("Nothing has changed yet. This is about {round}.")
    blocks.append(paragraph(words, round=say_round(programme, change.round_)))
    wish = change.wish
    ref = pack_ref(r=change.round_.id, v=change.round_.version, a=wish.a, b=wish.b or "", yes=1)
    make = Button(_("Make this change"), line_of(wish.kind), ref, "primary")
    return Message((*blocks, Buttons((make, _back(change.round_)))))


def made(view: View, change: Change) -> Message:
    """The change is made."""
    members = _members(view, change)
    blocks: list[Block] = [Paragraph((_did(change.wish, members),))]
    blocks += _groups(_("So it is now:"), change.after, members)
    blocks += _left_out(change, members)
    now = _("How good the plan is now: {percent} per cent of the best possible.")
    blocks.append(paragraph(now, percent=say_percent(change.percent_after)))
    more = Button(_("Change more"), "unmentor round change", pack_ref(r=change.round_.id))
    return Message((*blocks, Buttons((_back(change.round_), more))))


def impossible(view: View, error: ImpossibleChangeError) -> Message:
    """The change can't be made, and nothing was changed. Of avoid lists nothing is said."""
    names = name_plainly(error.members, read_members(view, error.members))
    sentence = {
        "avoided": _("{names} can't be matched."),
        "colleagues": _("{names} are colleagues, and this scheme never matches colleagues."),
        "same person": _("Please name two different people."),
        "together": _("{names} are in the same group already."),
        "locked": _("{names} are locked together. Unlock them first."),
        "not in round": _("{names} can't be in this round: not in the scheme, or having a break."),
        "in a group": _("{names} is in a group already."),
        "left out": _("{names} is in no group of this round."),
        "nobody": _("There's nobody left whom {names} could be matched with."),
        "mentoring": _(
            "Mentoring pairs follow from what people offer and wish for, "
            "so they aren't changed by hand. Plan the round again when people have changed that."
        ),
    }[error.why]
    said = say(sentence.format(names=names), _("Nothing has changed."))
    return replace(said, failed=True)


def why_together(view: View, group: Sequence[MemberId], reasons: Sequence[Rich]) -> Message:
    """Why two people are in one group."""
    names = name_plainly(group, read_members(view, group))
    lead = _("{names} are in the same group.").format(names=names)
    return say(lead, *((Bullets(tuple(reasons)),) if reasons else ()))


def why_not_rule(view: View, error: ImpossibleChangeError) -> Message:
    """The rule that keeps two people apart."""
    return Message(impossible(view, error).blocks[:1])


def why_not(view: View, change: Change) -> Message:
    """What it would cost to put two people together, and how to do it all the same."""
    members = _members(view, change)
    wish = change.wish
    names = name_plainly((wish.a, wish.b or wish.a), members)
    lost = change.percent_before - change.percent_after
    blocks: list[Block] = []
    if change.bends:
        blocks += _bends(view, change.bends, members)
    elif lost >= 0.05:
        words = _(
            "{names} could be matched, but the round as a whole would be worse: "
            "{after} instead of {before} per cent of the best possible."
        )
        blocks.append(paragraph(words, names=names, **_before_and_after(change)))
    else:
        words = _("{names} could be matched just as well. It was a toss-up.")
        blocks.append(paragraph(words, names=names))
    ref = pack_ref(r=change.round_.id, a=wish.a, b=wish.b or "")
    button = Button(_("See what a pair would change"), line_of("pair"), ref)
    return Message((*blocks, Buttons((button, _back(change.round_)))))


def _does(kind: Kind) -> str:
    return {
        "swap": _("Swap two people"),
        "pair": _("Pair two people"),
        "take out": _("Take somebody out"),
        "put back": _("Put somebody back"),
        "lock": _("Lock a group"),
        "unlock": _("Unlock a group"),
    }[kind]


def _headline(wish: Wish, members: Mapping[MemberId, Member]) -> str:
    words = {
        "swap": _("Swap {names}?"),
        "pair": _("Pair {names}?"),
        "take out": _("Take {names} out of this round?"),
        "put back": _("Put {names} back into this round?"),
        "lock": _("Lock the group of {names}?"),
        "unlock": _("Unlock the group of {names}?"),
    }[wish.kind]
    return words.format(names=_named(wish, members))


def _did(wish: Wish, members: Mapping[MemberId, Member]) -> str:
    words = {
        "swap": _("Done: {names} have swapped places."),
        "pair": _("Done: {names} are a pair, and stay one if the round is planned again."),
        "take out": _("Done: {names} is out of this round. We haven't told anybody."),
        "put back": _("Done: {names} is back in this round."),
        "lock": _("Done: the group of {names} stays together if the round is planned again."),
        "unlock": _("Done: the group of {names} may change if the round is planned again."),
    }[wish.kind]
    return words.format(names=_named(wish, members))


def _named(wish: Wish, members: Mapping[MemberId, Member]) -> str:
    return name_plainly((wish.a, wish.b) if wish.b else (wish.a,), members)


def _members(view: View, change: Change) -> dict[MemberId, Member]:
    groups = (*change.before, *change.after)
    ids = {MemberId(member) for group in groups for member in group.members}
    ids |= {change.wish.a, change.wish.b or change.wish.a}
    ids |= {member for member, _why in change.left_out}
    ids |= ids_in(*(why for _member, why in change.left_out))
    return read_members(view, ids)


def _groups(lead: str, groups: Sequence[Group], members: Mapping[MemberId, Member]) -> list[Block]:
    if not groups:
        return []
    items = tuple(name_group(group.members, members) for group in groups)
    return [Paragraph((lead,)), Bullets(items)]


def _left_out(change: Change, members: Mapping[MemberId, Member]) -> list[Block]:
    others = [(m, why) for m, why in change.left_out if not _is_wanted(change, m)]
    if not others:
        return []
    items = tuple(
        rich(_("{name}: {why}"), name=name_plainly((m,), members), why=say_why(why, members))
        for m, why in others
    )
    lead = ngettext("This leaves somebody out:", "This leaves some people out:", len(others))
    return [Paragraph((lead,)), Bullets(items)]


def _is_wanted(change: Change, member: MemberId) -> bool:
    return change.wish.kind == "take out" and member == change.wish.a


def _bends(
    view: View, bends: Sequence[PairReasons], members: Mapping[MemberId, Member]
) -> list[Block]:
    blocks: list[Block] = []
    for pair in bends:
        met = view.tx.introductions.partners(MemberId(pair.a)).get(MemberId(pair.b))
        names = name_plainly((pair.a, pair.b), members)
        words = _("{names} were last introduced on {day}, so the rule on repeats would bend.")
        blocks += [paragraph(words, names=names, day=say_date(met.date()))] if met else []
    return blocks


def _worth(change: Change) -> Block:
    if round(change.percent_before, 1) == round(change.percent_after, 1):
        words = _("How good the plan is: {after} per cent of the best possible, as before.")
    else:
        words = _(
            "How good the plan is: {after} per cent of the best possible with this change, "
            "{before} per cent without it."
        )
    return Paragraph(rich(words, **_before_and_after(change)))


def _before_and_after(change: Change) -> dict[str, str]:
    return {
        "before": say_percent(change.percent_before),
        "after": say_percent(change.percent_after),
    }


def _back(round_: Round) -> Button:
    return Button(_("Back to the preview"), "unmentor round preview", pack_ref(r=round_.id))
