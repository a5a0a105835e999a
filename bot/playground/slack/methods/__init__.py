"""The Web API methods, one small function each, in one table."""

from bot.playground.slack.call import Methods
from bot.playground.slack.methods import (
    chat,
    connect,
    conversations,
    files,
    history,
    oauth,
    users,
    views,
)


def list_methods() -> Methods:
    """Every method by its name."""
    return {
        **connect.METHODS,
        **chat.METHODS,
        **conversations.METHODS,
        **files.METHODS,
        **history.METHODS,
        **oauth.METHODS,
        **users.METHODS,
        **views.METHODS,
    }
