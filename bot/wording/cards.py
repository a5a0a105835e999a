"""The few words around cards and their inputs that belong to no command."""

from bot.wording.language import gettext as _


def needed(label: str) -> str:
    """An input that has to be filled in was left empty."""
    return _("We need an answer here: {label}").format(label=label)


def look_again() -> str:
    """Some answers of a form need another look."""
    return _("Some answers need another look. What you typed is kept.")


def unsent(says: str) -> str:
    """What a file is, and that it is not here."""
    return _("{says} We can't send files in this chat.").format(says=says)


def send_file(command: str) -> str:
    """How a file is given where a form cannot take one."""
    words = _("Send the file here, in one message with the words “{command}”.")
    return words.format(command=command)
