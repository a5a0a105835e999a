"""The form in which a scheme is set up and edited: what and when. It can be sent as it is.

How it is matched and said is the other form (`scheme_words_form`); each is saved alone.
"""

from bot.command import Names
from bot.form import ChoiceInput, Form, Input, PlaceChoice, TextInput, TimeInput, Value
from bot.message import Block, Bullets, Code, Paragraph, Small, rich
from bot.wording.language import gettext as _
from bot.wording.schemes import rhythms
from bot.wording.schemes.scheme_fields import (
    AT,
    BETWEEN,
    EVERY,
    FORMAT,
    KIND,
    MEETINGS,
    MINUTES,
    NAME,
    NATION,
    NTH,
    PLACE,
    QUIET,
    SIZE,
    USUAL_MEETINGS,
    WEEKDAY,
    Filled,
    kinds_of_scheme,
    label_of,
    sizes,
)
from storage.programmes import Plan
from storage.round_records import Programme
from storage.types import PlaceId

LONGEST_NAME = 80


def first_plan(place_id: PlaceId | None) -> Plan:
    """Return what the form of a new scheme begins with."""
    return Plan(_("Unmentoring, monthly"), place_id or PlaceId(""))


def plan_of(programme: Programme) -> Plan:
    """Return what the forms of a scheme begin with."""
    return Plan(
        programme.name,
        programme.place_id,
        programme.rules,
        programme.timing,
        programme.approve,
        programme.minutes,
        programme.format,
    )


def name_of_copy(programme: Programme) -> str:
    """Return what a scheme's copy is called at first."""
    return _("Copy of {scheme}").format(scheme=programme.name)[:LONGEST_NAME].rstrip()


def filled_in(plan: Plan) -> dict[str, Value]:
    """Return a plan as the form's values."""
    timing, format_ = plan.timing, plan.format
    meetings = USUAL_MEETINGS if format_.kind == "pairs" else format_.meetings
    return {
        NAME: plan.name,
        PLACE: plan.place_id,
        FORMAT: format_.kind,
        SIZE: str(plan.rules.group_size),
        MEETINGS: str(meetings),
        BETWEEN: str(format_.weeks_between),
        KIND: timing.kind,
        EVERY: str(timing.every),
        NTH: str(timing.nth),
        WEEKDAY: str(timing.weekday),
        AT: timing.at,
        NATION: timing.nation,
        QUIET: "\n".join(rhythms.say_quiet(quiet) for quiet in timing.quiet),
        MINUTES: str(plan.minutes),
    }


def new_form(values: Filled, ref: str = "") -> Form:
    """The form for a new scheme. `ref`: of which scheme it is a copy."""
    words = (
        _("It's filled in as the scheme that you copy. Change what you like, such as the name.")
        if ref
        else _("It's filled in for a monthly scheme. Change what you like, or leave it as it is.")
    )
    more = _("How people are matched, and what is posted, can be changed next.")
    return Form(
        _("Set up a scheme"),
        "unmentor organise new",
        _inputs(values),
        _("Set it up"),
        ref,
        intro=(Paragraph((words,)),),
        outro=(Small((more,)),),
    )


def edit_form(values: Filled, ref: str, names: Names, changed: tuple[str, ...] = ()) -> Form:
    """The form for a scheme. `changed`: what somebody else changed while it was open."""
    words = _("How people are matched, and what is posted, is another form: type {command}.")
    other = Code(names.typed("unmentor organise words"))
    return Form(
        _("Edit the scheme"),
        "unmentor organise edit",
        _inputs(values),
        _("Save"),
        ref,
        intro=what_changed(changed),
        outro=(Paragraph(rich(words, command=other)),),
    )


def what_changed(changed: tuple[str, ...]) -> tuple[Block, ...]:
    """What somebody else changed while a form was open; nothing where nobody did."""
    if not changed:
        return ()
    words = _(
        "Somebody else changed this scheme while you had it open. What you typed is kept "
        "below. If you submit it again, it replaces what they changed:"
    )
    return (Paragraph((words,)), Bullets(tuple((label,) for label in changed)))


def _inputs(values: Filled) -> tuple[Input, ...]:
    return (*_what(values), *_when(values))


def _what(values: Filled) -> tuple[Input, ...]:
    return (
        TextInput(NAME, label_of(NAME), value=text_of(values, NAME), limit=LONGEST_NAME),
        PlaceChoice(
            PLACE,
            label_of(PLACE),
            _("The Join card and each round's totals are posted here."),
            text_of(values, PLACE),
        ),
        ChoiceInput(
            FORMAT, label_of(FORMAT), kinds_of_scheme(), value=text_of(values, FORMAT), wide=True
        ),
        ChoiceInput(
            SIZE,
            label_of(SIZE),
            sizes(),
            _("Sets are of 3 to 6. Where 2 leaves one person over, one group is of three."),
            text_of(values, SIZE),
        ),
        TextInput(
            MEETINGS,
            label_of(MEETINGS),
            _("For sets and mentoring only."),
            text_of(values, MEETINGS),
            limit=2,
        ),
        TextInput(
            BETWEEN, label_of(BETWEEN), _("For sets only."), text_of(values, BETWEEN), limit=2
        ),
        TextInput(MINUTES, label_of(MINUTES), value=text_of(values, MINUTES), limit=3),
    )


def _when(values: Filled) -> tuple[Input, ...]:
    return (
        ChoiceInput(KIND, label_of(KIND), rhythms.kinds(), value=text_of(values, KIND), wide=True),
        TextInput(
            EVERY,
            label_of(EVERY),
            _("1 is every one. New sets and new mentors begin this often, too."),
            text_of(values, EVERY),
            limit=2,
        ),
        ChoiceInput(
            NTH, label_of(NTH), rhythms.nths(), _("By the month only."), text_of(values, NTH)
        ),
        ChoiceInput(WEEKDAY, label_of(WEEKDAY), rhythms.weekdays(), value=text_of(values, WEEKDAY)),
        TimeInput(AT, label_of(AT), _("From 9am to 5pm, London time."), text_of(values, AT)),
        ChoiceInput(NATION, label_of(NATION), rhythms.nations(), value=text_of(values, NATION)),
        TextInput(
            QUIET,
            label_of(QUIET),
            _("One on a line, such as 21 December 2026 to 4 January 2027: Christmas"),
            text_of(values, QUIET),
            optional=True,
            multiline=True,
            limit=1000,
        ),
    )


def text_of(values: Filled, name: str) -> str:
    """Return a value that is one text, or nothing."""
    value = values.get(name, "")
    return value if isinstance(value, str) else ""
