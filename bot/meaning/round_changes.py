"""The one way in which all changes to a round are asked for, weighed and made."""

from dataclasses import replace

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.named_members import find_members
from bot.meaning.organised import changed_since, find_planned_round
from bot.message import Message
from bot.refs import read_ref
from bot.wording.rounds import round_changes
from bot.wording.rounds.round_changes import FIRST, KIND, SECOND, line_of, takes_two
from bot.wording.view import view_of
from jobs.rounds.changes import Change, ImpossibleChangeError, Kind, Wish, make, weigh_change
from storage.round_records import Programme, Round
from storage.types import MemberId

_A, _B, _YES = "a", "b", "yes"
_FREE: tuple[Kind, ...] = ("lock", "unlock")  # these cost nothing, and are taken back as easily


def change_command(kind: Kind, help_: str, *aliases: tuple[str, ...]) -> Command:
    """Return the command of one kind of change."""
    return Command(
        words=("unmentor", "round", *kind.split()),
        help=help_,
        run=lambda call: run_change(call, kind),
        usage="@name @name" if takes_two(kind) else "@name",
        submit=lambda call, values: submit_change(call, values, kind),
        who="organiser",
        aliases=aliases,
    )


def run_change(call: Call, kind: Kind) -> Answer:
    """Show what a change costs, or make it (pressed, or with a last word "yes")."""
    programme, round_ = find_planned_round(call, line_of(kind))
    pressed = read_ref(call.ref)
    if pressed.get(_A):
        wish = Wish(kind, MemberId(pressed[_A]), MemberId(pressed.get(_B, "")) or None)
        return _weigh(call, programme, round_, wish, sure=_YES in pressed)
    if not call.args:
        return round_changes.change_form(kind, round_)
    sure = call.args[-1].casefold() == _YES
    return _weigh(call, programme, round_, _typed(call, kind, sure=sure), sure=sure)


def submit_change(call: Call, values: Values, kind: Kind | None) -> Answer:
    """Show what the change in the form costs."""
    chosen = kind or _kind(values)
    programme, round_ = find_planned_round(call, line_of(chosen))
    a, b = _value(values, FIRST), _value(values, SECOND)
    if takes_two(chosen) and (not b or a == b):
        sentence = round_changes.name_another()
        return FormErrors({SECOND: sentence})
    wish = Wish(chosen, MemberId(a), MemberId(b) if takes_two(chosen) else None)
    return _weigh(call, programme, round_, wish, sure=False)


def _typed(call: Call, kind: Kind, *, sure: bool) -> Wish:
    named = replace(call, args=call.args[:-1]) if sure else call
    found = [member.id for member in find_members(named, 2 if takes_two(kind) else 1)]
    return Wish(kind, found[0], found[1] if takes_two(kind) else None)


def _weigh(call: Call, programme: Programme, round_: Round, wish: Wish, *, sure: bool) -> Message:
    view = view_of(call)
    try:
        change = weigh_change(call.tx, programme, round_, wish, call.now)
    except ImpossibleChangeError as error:
        return round_changes.impossible(view, error)
    if not sure and wish.kind not in _FREE:
        return round_changes.cost(view, programme, change)
    return changed_since(call, programme, change.round_) or _make(call, change)


def _make(call: Call, change: Change) -> Message:
    make(call.tx, change)
    wish = change.wish
    action = f"round.{wish.kind.replace(' ', '_')}"
    note_action(call, action, change.round_.id, a=wish.a, b=wish.b)
    return round_changes.made(view_of(call), change)


def _kind(values: Values) -> Kind:
    said = _value(values, KIND)
    found = next((kind for kind in round_changes.KINDS if kind == said), None)
    if found is None:
        raise Refusal(round_changes.name_another())
    return found


def _value(values: Values, name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) else "".join(value[:1])
