"""Afterwards: was it worth your time, and one thing worth sharing with the channel."""

from bot.message import Message
from bot.wording.look import Look
from storage.notices import ThingWorthSharing


def thing_worth_sharing(look: Look, notice: ThingWorthSharing) -> Message | None:
    """What a member learned; nothing where they took it back."""
    return None
