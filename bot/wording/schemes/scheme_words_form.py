"""The form that says how a scheme is matched, and what is said around its rounds."""

from bot.form import ChoiceInput, Form, Input, MultiChoiceInput, TextInput, Value
from bot.wording.language import gettext as _
from bot.wording.schemes import rhythms
from bot.wording.schemes.posts import usual_announcement, usual_reminder
from bot.wording.schemes.scheme_fields import (
    ANNOUNCEMENT,
    APART,
    APPROVE,
    ASKS,
    MUST,
    POSTS,
    PREFERENCES,
    REMINDER,
    REPEAT,
    SHARES,
    Filled,
    apart,
    approvals,
    asking,
    label_of,
    posting,
    sharing,
    strength_of,
)
from bot.wording.schemes.scheme_form import text_of, what_changed
from storage.programmes import Plan
from storage.round_records import Programme

LONGEST_POST = 600


def words_filled_in(plan: Plan) -> dict[str, Value]:
    """Return a plan as this form's values."""
    rules, format_ = plan.rules, plan.format
    strengths: dict[str, Value] = {name: strength_of(rules, name) for name in PREFERENCES}
    return strengths | {
        MUST: (APART,) if rules.different_organisation else (),
        REPEAT: str(rules.no_repeat_within),
        APPROVE: _yes(plan.approve),
        ASKS: _yes(format_.asks),
        POSTS: _yes(format_.posts),
        ANNOUNCEMENT: format_.announcement,
        REMINDER: format_.reminder,
        SHARES: _yes(format_.shares),
    }


def words_form(
    programme: Programme, values: Filled, ref: str, changed: tuple[str, ...] = ()
) -> Form:
    """The form for a scheme. `changed`: what somebody else changed while it was open."""
    return Form(
        _("Matching and messages"),
        "unmentor organise words",
        (*_matching(values), *_around(values), *_posts(programme, values)),
        _("Save"),
        ref,
        intro=what_changed(changed),
    )


def _matching(values: Filled) -> tuple[Input, ...]:
    chosen = values.get(MUST, ())
    return (
        MultiChoiceInput(
            MUST,
            label_of(MUST),
            (apart(),),
            _("This never bends."),
            (chosen,) if isinstance(chosen, str) else tuple(chosen),
        ),
        TextInput(
            REPEAT,
            label_of(REPEAT),
            _("Bends only where nobody new is left. 0 is no rule."),
            text_of(values, REPEAT),
            limit=2,
        ),
        *(_preference(name, values) for name in PREFERENCES),
    )


def _around(values: Filled) -> tuple[Input, ...]:
    return (
        ChoiceInput(ASKS, label_of(ASKS), asking(), value=text_of(values, ASKS), wide=True),
        ChoiceInput(
            APPROVE, label_of(APPROVE), approvals(), value=text_of(values, APPROVE), wide=True
        ),
        ChoiceInput(
            SHARES,
            label_of(SHARES),
            sharing(),
            _("One thing from a conversation, with or without a name."),
            text_of(values, SHARES),
            wide=True,
        ),
    )


def _posts(programme: Programme, values: Filled) -> tuple[Input, ...]:
    return (
        ChoiceInput(
            POSTS,
            label_of(POSTS),
            posting(),
            _("The announcement comes five working days before the introductions."),
            text_of(values, POSTS),
            wide=True,
        ),
        _text(values, ANNOUNCEMENT, usual_announcement(programme)),
        _text(values, REMINDER, usual_reminder(programme)),
    )


def _text(values: Filled, name: str, usual: str) -> Input:
    words = _(
        "We fill in {scheme}, and {date}: when the next round is. Left empty, it says: “{usual}”"
    )
    return TextInput(
        name,
        label_of(name),
        words.replace("{usual}", usual),
        text_of(values, name),
        optional=True,
        multiline=True,
        limit=LONGEST_POST,
    )


def _preference(name: str, values: Filled) -> Input:
    return ChoiceInput(
        name, label_of(name), rhythms.strengths(), _("How much it counts."), text_of(values, name)
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"
