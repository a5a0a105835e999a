"""What crossed between a platform and the bot lately, for "Behind the scenes"."""

import json
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from bot.playground.common.given import Json, Raw

KEPT = 50
HIDDEN = {"token", "app_token"}


@dataclass(slots=True)
class Wire:
    """The last fifty requests in both directions; tokens are left out."""

    rows: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
    calls: dict[str, int] = field(default_factory=dict)

    def record_call(
        self, at: datetime, method: str, ms: float, status: int, request: Json, answer: Raw
    ) -> None:
        """The bot called the platform; status 0 is a dropped connection."""
        self.calls[method] = self.calls.get(method, 0) + 1
        shown = {key: value for key, value in request.items() if key not in HIDDEN}
        self._add(at, "from bot", method, ms, status, shown, answer)

    def record_delivery(
        self, at: datetime, what: str, ms: float, status: int, request: Json, answer: Raw
    ) -> None:
        """Something that happened went to the bot; status 0 is no answer."""
        self._add(at, "to bot", what, ms, status, request, answer)

    def shown(self) -> list[Json]:
        """The rows, their answers opened where they are JSON."""
        return [row | {"answer": _open_answer(row["answer"])} for row in self.rows]

    def _add(
        self, at: datetime, direction: str, what: str, ms: float, status: int, *bodies: Raw
    ) -> None:
        request, answer = bodies
        self.rows.append(
            {
                "at": at.isoformat(),
                "direction": direction,
                "what": what,
                "ack_ms": round(ms, 1),
                "status": status,
                "request": request,
                "answer": answer,
            }
        )


def _open_answer(answer: Raw) -> Raw:
    if not isinstance(answer, str) or not answer.startswith(("{", "[")):
        return answer
    try:
        return json.loads(answer)
    except ValueError:
        return answer
