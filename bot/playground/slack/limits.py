"""Slack's speed limits, its short-lived triggers, and the pace of its time.

Figures: the tiers of docs.slack.dev; posting is about one message a second and channel with short
bursts, plus a limit a workspace that Slack does not publish (ours is a guess).
"""

import math
import secrets
from dataclasses import dataclass, field

from bot.playground.common.pace import Pace
from bot.playground.slack.errors import RateLimitedError, SlackError

# The rule of May 2025 for new apps that are sold outside the Marketplace.
SLOW_HISTORY = {"conversations.history": 1, "conversations.replies": 1}
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
CHANNEL_BURST, CHANNEL_PER_SECOND = 4, 1.0
WORKSPACE_BURST, WORKSPACE_PER_SECOND = 100, 10.0
TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS, RESPONSE_URL_USES = 30 * 60.0, 5


@dataclass(slots=True)
class Bucket:
    """A token bucket: `tokens` left at the moment `at`."""

    tokens: float
    at: float

    def take(self, now: float, burst: float, per_second: float) -> int:
        """Take one token: 0, or the whole seconds to wait where there is none."""
        self.tokens = min(burst, self.tokens + (now - self.at) * per_second)
        self.at = now
        if self.tokens >= 1:
            self.tokens -= 1
            return 0
        return max(1, math.ceil((1 - self.tokens) / per_second))


@dataclass(slots=True)
class Limits:
    """One bucket per method and workspace, and per channel that is posted to."""

    pace: Pace
    enabled: bool = True
    per_minute: dict[str, int] = field(default_factory=dict)  # of single methods, instead of tiers
    buckets: dict[tuple[str, ...], Bucket] = field(default_factory=dict)

    def allow_method(self, method: str, team_id: str, tier: int) -> None:
        """Count a request of a tiered method, or raise RateLimitedError."""
        burst = self.per_minute.get(method, PER_MINUTE[tier])
        self._take((method, team_id), burst, burst / 60)

    def allow_post(self, team_id: str, conversation_id: str) -> None:
        """Count a post to a channel, or raise RateLimitedError."""
        self._take(("channel", conversation_id), CHANNEL_BURST, CHANNEL_PER_SECOND)
        self._take(("workspace", team_id), WORKSPACE_BURST, WORKSPACE_PER_SECOND)

    def _take(self, key: tuple[str, ...], burst: float, per_second: float) -> None:
        if not self.enabled:
            return
        now = self.pace.seconds()
        bucket = self.buckets.setdefault(key, Bucket(burst, now))
        if wait := bucket.take(now, burst, per_second):
            raise RateLimitedError(wait)


@dataclass(slots=True)
class Trigger:
    """The right to open one modal for one user, until it expires."""

    user_id: str
    team_id: str
    expires: float
    view_id: str | None = None
    used: bool = False


@dataclass(slots=True)
class Triggers:
    """Issues trigger ids and exchanges each once, within three seconds."""

    pace: Pace
    issued: dict[str, Trigger] = field(default_factory=dict)

    def issue(self, user_id: str, team_id: str, view_id: str | None = None) -> str:
        """A new trigger id; `view_id` is the modal it was pressed in, if it was."""
        now = self.pace.seconds()
        # A minute is kept so that a late use hears "expired" and not "invalid".
        self.issued = {key: t for key, t in self.issued.items() if t.expires > now - 60}
        trigger_id = f"{len(self.issued) + 1}.{secrets.randbelow(10**9)}.{secrets.token_hex(16)}"
        self.issued[trigger_id] = Trigger(user_id, team_id, now + TRIGGER_SECONDS, view_id)
        return trigger_id

    def exchange(self, trigger_id: str, team_id: str) -> Trigger:
        """Use a trigger up; raises SlackError with the name that Slack gives."""
        trigger = self.issued.get(trigger_id)
        if trigger is None or trigger.team_id != team_id:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self.pace.seconds() > trigger.expires:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass(slots=True)
class Reply:
    """Where a response_url leads: a conversation, for one user, about one message or none."""

    conversation_id: str
    user_id: str
    team_id: str
    expires: float
    message_us: int | None = None
    ephemeral: bool = False
    uses: int = 0


@dataclass(slots=True)
class ResponseUrls:
    """Issues response_urls: five uses within thirty minutes."""

    pace: Pace
    issued: dict[str, Reply] = field(default_factory=dict)

    def issue(
        self,
        conversation_id: str,
        user_id: str,
        team_id: str,
        message_us: int | None = None,
        *,
        ephemeral: bool = False,
    ) -> str:
        """The secret last part of a new response_url."""
        now = self.pace.seconds()
        if len(self.issued) > 2_000:
            self.issued = {key: r for key, r in self.issued.items() if r.expires > now}
        secret = secrets.token_urlsafe(18)
        self.issued[secret] = Reply(
            conversation_id, user_id, team_id, now + RESPONSE_URL_SECONDS, message_us, ephemeral
        )
        return secret

    def use(self, secret: str) -> Reply:
        """Count one use; raises expired_url where it is unknown, too old or used five times."""
        reply = self.issued.get(secret)
        if reply is None or self.pace.seconds() > reply.expires:
            raise SlackError("expired_url")
        if reply.uses >= RESPONSE_URL_USES:
            raise SlackError("used_url")
        reply.uses += 1
        return reply
