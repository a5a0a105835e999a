"""From the form "matching and messages" to a scheme's plan, or to a sentence at what is wrong."""

from dataclasses import replace

from bot.form import Values
from bot.meaning.form_reader import FormReader
from bot.meaning.scheme_plan import Reading
from bot.wording.schemes import rhythms
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
)
from bot.wording.schemes.scheme_form import plan_of
from bot.wording.schemes.scheme_words_form import LONGEST_POST
from storage.round_records import Format, Programme, Rules, Strength

_MOST_ROUNDS = 60


def read_words(values: Values, was: Programme) -> Reading:
    """Read the form of a scheme; what it does not ask for stays as it was."""
    reader = _Reader(values)
    plan = replace(
        plan_of(was),
        rules=reader.rules(was.rules),
        approve=reader.text(APPROVE) != "no",
        format=reader.format(was.format),
    )
    return Reading(plan, reader.errors)


class _Reader(FormReader):
    def rules(self, was: Rules) -> Rules:
        strong = {name: self._strength(name) for name in PREFERENCES}
        return replace(
            was,
            different_organisation=APART in self.chosen(MUST),
            no_repeat_within=self.whole(REPEAT, 0, _MOST_ROUNDS),
            **strong,  # type: ignore[arg-type]  # the names of Rules' preferences
        )

    def _strength(self, name: str) -> Strength:
        said = self.text(name)
        return next((each for each in rhythms.STRENGTHS if each == said), "off")

    def format(self, was: Format) -> Format:
        return replace(
            was,
            asks=self.text(ASKS) == "yes",
            posts=self.text(POSTS) != "no",
            announcement=self.text(ANNOUNCEMENT)[:LONGEST_POST],
            reminder=self.text(REMINDER)[:LONGEST_POST],
            shares=self.text(SHARES) != "no",
        )
