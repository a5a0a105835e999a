"""Trouble on purpose: what goes wrong, in which tenant, with which operations, how often.

Between bot and Teams (drawn once a call):
  429           refused before the effect, with Retry-After
  412           a precondition failed, to be tried again
  blocked       403: the person has blocked the bot
  gone          404: the conversation is no longer there
  too large     413
  500           fails before the effect (`status` may be 502, 503, 504)
  500 after     fails after the effect
  drop before   the connection drops before the effect
  lost answer   the connection drops after the effect
  late answer   the effect at once, the answer `seconds` later
  late effect   `seconds` after the client gave up comes the effect, and no answer
  slow          `seconds` pass, then effect and answer
  down          a tenant answers 502 and sends nothing, for `minutes` of the playground's clock
Between Teams and bot (drawn once an activity):
  stopped           the bot cannot be reached, nor does it reach Teams
  duplicate event   the same activity is delivered twice
"""

from bot.playground.common.faults import Kinds

HELP = {
    "slow": "Teams takes its time over every answer",
    "429": "Teams says 429: too many requests",
    "lost answer": "Messages arrive, but the answer is lost",
    "500": "Teams fails and does nothing",
    "down": "A tenant cannot be reached for an hour",
    "stopped": "The bot is stopped",
    "412": "Teams says 412: try again",
    "blocked": "People have blocked the bot",
    "gone": "Conversations are no longer there",
    "too large": "Messages are too large",
    "500 after": "Teams fails, but did what was asked",
    "drop before": "The connection drops before anything happens",
    "late answer": "Messages arrive, the answer comes too late",
    "late effect": "Messages arrive after the bot gave up",
    "duplicate event": "Everything that people do arrives twice",
}
BOTH_WAYS = {"down", "stopped"}
KINDS = Kinds(
    HELP,
    switches=("slow", "429", "lost answer", "500", "down", "stopped"),
    post="send",
    on_posts={"blocked", "gone", "too large", "500 after", "lost answer", "late answer",
              "late effect"},
    on_delivery={"duplicate event"},
    # Signing on stays possible, else nothing else is seen.
    spared={"token"},
)  # fmt: skip
