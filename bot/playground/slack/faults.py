"""Trouble on purpose: what goes wrong, with which methods, how often.

Between app and Slack (drawn once a Web API request):
  429             refused before the effect, with Retry-After
  500             fails before the effect (`status` may be 503)
  500 after       fails after the effect
  drop before     the connection drops before the effect
  lost answer     the connection drops after the effect
  late answer     the effect at once, the answer `seconds` later
  late effect     `seconds` after the client gave up comes the effect, and no answer
  slow            `seconds` pass, then effect and answer
Between Slack and app (drawn once a delivery):
  stopped         the app cannot be reached, nor does it reach Slack
  duplicate event the same event is delivered twice
  stale signature the request is signed six minutes ago
"""

from collections.abc import Iterable

from bot.playground.common.faults import Fault, Kinds

HELP = {
    "slow": "Slack takes its time over every answer",
    "429": "Slack says 429: too many requests",
    "lost answer": "Posts arrive, but the answer is lost",
    "500": "Slack fails and does nothing",
    "stopped": "The bot is stopped",
    "500 after": "Slack fails, but did what was asked",
    "drop before": "The connection drops before anything happens",
    "late answer": "Posts arrive, the answer comes too late",
    "late effect": "Posts arrive after the bot gave up",
    "duplicate event": "Every event arrives twice",
    "stale signature": "Requests are signed six minutes ago",
}
POST = "chat.postMessage"
KINDS = Kinds(
    HELP,
    switches=("slow", "429", "lost answer", "500", "stopped"),
    post=POST,
    on_posts={"lost answer", "500 after", "late answer", "late effect"},
    on_delivery={"duplicate event", "stale signature"},
    # Signing on stays possible, else nothing is seen.
    spared={"auth.test", "apps.connections.open"},
)


def plan_chaos(client_timeout: float) -> Iterable[Fault]:
    """The mix that a round has to survive (shares of requests), given the client's time-out."""
    return (
        Fault("429", rate=0.01, retry_after=1),
        Fault("500", rate=0.01, status=503),
        Fault("drop before", rate=0.005),
        Fault("500 after", (POST,), rate=0.005),
        Fault("lost answer", (POST,), rate=0.015),
        Fault("late answer", (POST,), rate=0.005, seconds=client_timeout * 1.2),
        Fault("late effect", (POST,), rate=0.002, seconds=1.4),
        Fault("duplicate event", rate=0.02),
    )
