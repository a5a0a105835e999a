"""Which introduction a member means: the pressed one, the only open one; else a question."""

from bot.command import Call
from bot.form import Answer
from bot.message import Button, Buttons, say
from bot.wording.language import gettext as _
from bot.wording.language import say_all
from bot.wording.people import say_name
from bot.wording.rounds import check_ins
from bot.wording.trouble import MOST_CONTROLS
from bot.wording.view import view_of
from jobs.members.belonging import partners
from jobs.waves.rematching import has_met
from storage.naming import fold
from storage.round_records import Group, Programme
from storage.types import GroupId


def pick_group(call: Call, line: str, *, to_meet: bool = False) -> Group | Answer:
    """Return the introduction that is meant, or an answer: a question, or that there is none.

    A pressed button's is looked up in this network only; NotFoundError. Typed, a partner's name
    may follow the command. `to_meet`: whoever was met already is not meant, unless named.
    """
    if call.ref:
        return call.tx.rounds.group(GroupId(call.ref), call.network.id)
    open_now = call.tx.rounds.open_groups(call.me.id)
    named = _named(call, open_now)
    open_now = named or open_now
    if to_meet and not named:
        open_now = [group for group in open_now if not has_met(group)] or open_now
    if len(open_now) == 1:
        return open_now[0]
    if not open_now:
        return check_ins.nobody_to_meet(view_of(call))
    buttons = tuple(
        Button(_full_names(call, group), line, group.id) for group in open_now[:MOST_CONTROLS]
    )
    return say(_("You have several introductions. Whom do you mean?"), Buttons(buttons))


def _full_names(call: Call, group: Group) -> str:
    return say_all(say_name(other) for other in partners(call.tx, call.me, group))


def _named(call: Call, groups: list[Group]) -> list[Group]:
    """Those that the words name, by the most of a name: a full one counts for more than a first."""
    rests = {group.id: after_name(call, group, call.rest) for group in groups}
    shortest = min((len(rest) for rest in rests.values() if rest is not None), default=None)
    lengths = {key: len(rest) for key, rest in rests.items() if rest is not None}
    return [group for group in groups if lengths.get(group.id, -1) == shortest]


def after_name(call: Call, group: Group, text: str) -> str | None:
    """Return what follows a partner's name with which the words begin; None where they do not."""
    words = text.split()
    words = words[1:] if [w.casefold() for w in words[:1]] == ["with"] else words
    for other in partners(call.tx, call.me, group):
        name = fold(other.name).split()
        for known in (name, *([part] for part in name)):
            said = [fold(word).lstrip("@").rstrip(",:") for word in words[: len(known)]]
            if known and said == known:
                return " ".join(words[len(known) :])
    return None


def programme_of(call: Call, group: Group) -> Programme:
    """Return the scheme in which a group was introduced."""
    round_ = call.tx.rounds.get(group.round_id, call.network.id)
    return call.tx.programmes.get(round_.programme_id, call.network.id)
