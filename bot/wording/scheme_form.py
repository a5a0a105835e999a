"""The form in which a scheme is set up and edited, filled in so that it can be sent at once."""

from collections.abc import Mapping
from gettext import gettext as _

from bot.message import (
    Block,
    Bullets,
    ChoiceInput,
    Form,
    Input,
    MultiChoiceInput,
    Option,
    Paragraph,
    PlaceChoice,
    Small,
    TextInput,
    TimeInput,
    Value,
)
from bot.wording import rhythms
from storage.programmes import Plan
from storage.types import PlaceId, Programme, Rules, Strength

NAME, PLACE, KIND, EVERY, NTH, WEEKDAY = "name", "place", "kind", "every", "nth", "weekday"
AT, NATION, QUIET, MINUTES, MUST = "at", "nation", "quiet", "minutes", "must"
REPEAT, APPROVE = "repeat", "approve"
APART = "different_organisation"
PREFERENCES = (
    "shared_interests",
    "different_profession",
    "different_sector",
    "same_region",
    "different_region",
)

Filled = Mapping[str, Value]


def first_plan(place_id: PlaceId | None) -> Plan:
    """Return what the form of a new scheme begins with."""
    return Plan(_("Unmentoring, monthly"), place_id or PlaceId(""))


def plan_of(programme: Programme) -> Plan:
    """Return what the form of a scheme begins with."""
    return Plan(
        programme.name,
        programme.place_id,
        programme.rules,
        programme.timing,
        programme.approve,
        programme.minutes,
    )


def filled_in(plan: Plan) -> dict[str, Value]:
    """Return a plan as the form's values."""
    timing, rules = plan.timing, plan.rules
    days = [rhythms.say_quiet(quiet) for quiet in timing.quiet]
    strengths: dict[str, Value] = {name: strength_of(rules, name) for name in PREFERENCES}
    return strengths | {
        NAME: plan.name,
        PLACE: plan.place_id,
        KIND: timing.kind,
        EVERY: str(timing.every),
        NTH: str(timing.nth),
        WEEKDAY: str(timing.weekday),
        AT: timing.at,
        NATION: timing.nation,
        QUIET: "\n".join(days),
        MINUTES: str(plan.minutes),
        MUST: (APART,) if rules.different_organisation else (),
        REPEAT: str(rules.no_repeat_within),
        APPROVE: "yes" if plan.approve else "no",
    }


def strength_of(rules: Rules, name: str) -> Strength:
    """Return how much one preference counts."""
    return {
        "shared_interests": rules.shared_interests,
        "different_profession": rules.different_profession,
        "different_sector": rules.different_sector,
        "same_region": rules.same_region,
        "different_region": rules.different_region,
    }[name]


def new_form(values: Filled) -> Form:
    """The form for a new scheme."""
    words = _("It's filled in for a monthly scheme. Change what you like, or submit it as it is.")
    return Form(
        _("Set up a scheme"),
        "unmentor organise new",
        _inputs(values),
        _("Set it up"),
        intro=(Paragraph((words,)),),
        outro=(_trios(),),
    )


def edit_form(values: Filled, ref: str, changed: tuple[str, ...] = ()) -> Form:
    """The form for a scheme. `changed`: what somebody else changed while it was open."""
    intro: tuple[Block, ...] = ()
    if changed:
        words = _(
            "Somebody else changed this scheme while you had it open. What you typed is kept "
            "below. If you submit it again, it replaces what they changed:"
        )
        intro = (Paragraph((words,)), Bullets(tuple((label,) for label in changed)))
    return Form(
        _("Edit the scheme"),
        "unmentor organise edit",
        _inputs(values),
        _("Save"),
        ref,
        intro=intro,
        outro=(_trios(),),
    )


def label_of(name: str) -> str:
    """Return what an input of the form is called."""
    return {
        NAME: _("Name"),
        PLACE: _("Channel"),
        KIND: _("How often"),
        EVERY: _("Every how many months or weeks"),
        NTH: _("Which one of the month"),
        WEEKDAY: _("On which day"),
        AT: _("At what time"),
        NATION: _("Whose bank holidays"),
        QUIET: _("Quiet periods"),
        MINUTES: _("How many minutes a conversation takes"),
        MUST: _("What must hold"),
        REPEAT: _("Rounds before two people may meet again"),
        APPROVE: _("Before a round is sent"),
        "shared_interests": _("Shared interests"),
        "different_profession": _("Different professions"),
        "different_sector": _("Different sectors"),
        "same_region": _("The same region"),
        "different_region": _("Different regions"),
    }[name]


def say_value(name: str, value: Value) -> str:
    """Return an input and what it holds, as people read it: "At what time: 10:00"."""
    said = value if isinstance(value, str) else "".join(value)
    options = {
        KIND: rhythms.kinds(),
        NTH: rhythms.nths(),
        WEEKDAY: rhythms.weekdays(),
        NATION: rhythms.nations(),
        APPROVE: _approvals(),
        MUST: (_apart(),),
    } | dict.fromkeys(PREFERENCES, rhythms.strengths())
    shown = next((each.label for each in options.get(name, ()) if each.value == said), said)
    return _("{label}: {value}").format(label=label_of(name), value=shown or _("nothing"))


def _inputs(values: Filled) -> tuple[Input, ...]:
    return (*_what(values), *_when(values), *_rules(values))


def _what(values: Filled) -> tuple[Input, ...]:
    return (
        TextInput(NAME, label_of(NAME), value=_text(values, NAME), limit=80),
        PlaceChoice(
            PLACE,
            label_of(PLACE),
            _("The Join card and each round's totals are posted here."),
            _text(values, PLACE),
        ),
    )


def _when(values: Filled) -> tuple[Input, ...]:
    return (
        ChoiceInput(KIND, label_of(KIND), rhythms.kinds(), value=_text(values, KIND), wide=True),
        TextInput(EVERY, label_of(EVERY), _("1 is every one."), _text(values, EVERY), limit=2),
        ChoiceInput(
            NTH, label_of(NTH), rhythms.nths(), _("By the month only."), _text(values, NTH)
        ),
        ChoiceInput(WEEKDAY, label_of(WEEKDAY), rhythms.weekdays(), value=_text(values, WEEKDAY)),
        TimeInput(AT, label_of(AT), _("From 9am to 5pm, London time."), _text(values, AT)),
        ChoiceInput(NATION, label_of(NATION), rhythms.nations(), value=_text(values, NATION)),
        TextInput(
            QUIET,
            label_of(QUIET),
            _("One on a line, such as 21 December 2026 to 4 January 2027: Christmas"),
            _text(values, QUIET),
            optional=True,
            multiline=True,
            limit=1000,
        ),
        TextInput(MINUTES, label_of(MINUTES), value=_text(values, MINUTES), limit=3),
    )


def _rules(values: Filled) -> tuple[Input, ...]:
    chosen = values.get(MUST, ())
    return (
        MultiChoiceInput(
            MUST,
            label_of(MUST),
            (_apart(),),
            _("This never bends."),
            (chosen,) if isinstance(chosen, str) else tuple(chosen),
        ),
        TextInput(
            REPEAT,
            label_of(REPEAT),
            _("Bends only where nobody new is left. 0 is no rule."),
            _text(values, REPEAT),
            limit=2,
        ),
        *(_preference(name, values) for name in PREFERENCES),
        ChoiceInput(
            APPROVE, label_of(APPROVE), _approvals(), value=_text(values, APPROVE), wide=True
        ),
    )


def _apart() -> Option:
    return Option(APART, _("Partners are from different organisations"))


def _approvals() -> tuple[Option, ...]:
    return (
        Option("yes", _("An organiser looks at it and sends it")),
        Option("no", _("It is sent by itself")),
    )


def _preference(name: str, values: Filled) -> Input:
    return ChoiceInput(
        name, label_of(name), rhythms.strengths(), _("How much it counts."), _text(values, name)
    )


def _trios() -> Small:
    words = _("People meet in pairs. Where the number is odd, one group is of three.")
    return Small((words,))


def _text(values: Filled, name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) else ""
