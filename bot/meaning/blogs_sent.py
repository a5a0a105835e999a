"""A list of blogs that somebody sends as a file, with the words of its command or with none."""

from collections.abc import Sequence
from dataclasses import replace

from bot.command import Command
from bot.heard import Heard

_IMPORT = ("digest", "import")
_ENDINGS = (".opml", ".xml")
_SURELY = ".opml"


def as_blog_list(heard: Heard, ways: Sequence[tuple[Command, tuple[str, ...]]]) -> Heard:
    """Return what was heard as an import with its file, where that is meant; else as it is.

    `ways` are the commands that its words may be. With the words of the import any file is taken,
    so that it can be said what is wrong with it.
    """
    if heard.pressed or heard.values is not None or not heard.files:
        return heard
    if [command.words for command, _args in ways] == [_IMPORT]:
        return replace(heard, values=_values(_ending(heard, _ENDINGS) or heard.files))
    lists = _ending(heard, (_SURELY,))
    if lists and (not ways or not heard.text.strip()):
        return replace(heard, text=" ".join(_IMPORT), values=_values(lists))
    return heard


def _ending(heard: Heard, endings: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple(file for file in heard.files if file[1].casefold().endswith(endings))


def _values(files: Sequence[tuple[str, str, str]]) -> dict[str, tuple[str, str, str]]:
    return {f"file{place or ''}": file for place, file in enumerate(files)}
