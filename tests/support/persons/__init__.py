"""People on Slack, on Teams and with e-mail alone, who all do the same things.

`say` a command, `press` what a message of theirs shows, `fill` the form that opened; `heard` is
what they can read, a message each. What is typed into a field is named by the field.
"""

from typing import Protocol

from tests.support.persons.on_slack import OnSlack
from tests.support.persons.on_teams import OnTeams
from tests.support.persons.with_mail import WithMail

__all__ = ["OnSlack", "OnTeams", "Person", "WithMail"]


class Person(Protocol):
    """Somebody, whatever they are on."""

    async def say(self, line: str) -> str:
        """Type a command; return the answer, or the form that opens."""
        ...

    async def press(self, label: str) -> str:
        """Press the newest button with this beginning; return the answer, or the form."""
        ...

    async def fill(self, label: str, **values: str) -> str:
        """Fill in the form that is open, send it by its button, and return what is answered."""
        ...

    async def heard(self) -> list[str]:
        """Everything that they can read, a message each, oldest first."""
        ...

    def raw(self) -> str:
        """Everything that their platform was sent for them, as it was sent."""
        ...
