"""What is said where a picture cannot be shown, or a file not be sent."""

from bot.message import File, Picture
from bot.wording.language import gettext as _


def in_words(picture: Picture) -> str:
    """Return everything that the picture shows, and that it cannot be seen here."""
    words = _("There is a picture of this, which we can't show here. It shows: {words}")
    return words.format(words=picture.alt)


def unsent(file: File) -> str:
    """Return what the file is, and why it is not here."""
    words = _("{says} We can't send files here. An organiser can allow it for this workspace.")
    return words.format(says=file.says)
