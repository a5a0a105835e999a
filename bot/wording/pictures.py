"""What is said where a picture cannot be shown: what it shows, in words."""

from gettext import gettext as _

from bot.message import Picture


def in_words(picture: Picture) -> str:
    """Return everything that the picture shows, and that it cannot be seen here."""
    words = _("There is a picture of this, which we can't show here. It shows: {words}")
    return words.format(words=picture.alt)
