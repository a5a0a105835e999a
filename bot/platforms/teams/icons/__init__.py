"""The app's two icons, drawn from our own cup by `python -m bot.platforms.teams.icons.draw`."""

from importlib.resources import files

COLOUR, OUTLINE = "color.png", "outline.png"


def read_icon(name: str) -> bytes:
    """Return an icon as PNG: COLOUR is 192 pixels wide, OUTLINE 32 and white on nothing."""
    return files(__name__).joinpath(name).read_bytes()
