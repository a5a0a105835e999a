"""Which command the words that were typed mean."""

from dataclasses import replace

from bot.command import EVERYTHING, Commands, Found
from bot.heard import Heard
from bot.reading import after_words, read_words
from bot.shortcuts import BARE, FIRST_WORDS


def without_first(commands: Commands, heard: Heard) -> Heard:
    """Leave out the word that may go before any command, but where it is the command's own."""
    words = read_words(heard.text)
    if not words or words[0].casefold() != EVERYTHING or commands.find(words):
        return heard
    return replace(heard, text=after_words(heard.text, 1))


def find_ways(commands: Commands, words: tuple[str, ...]) -> list[Found]:
    """Return the command: several where a bare verb is of several; no words at all mean help."""
    found = commands.find(words or ("help",))
    if _is_stray(found):  # `/notes my data`: what belongs to no first word goes after any
        found = commands.find(words[1:]) or found
    if found is None and words[0].casefold() in FIRST_WORDS:
        found = commands.find(words[1:] or ("help",))
    if found:
        return [found]
    ways = (commands.find_bare(words, firsts) for firsts in BARE)
    return next(filter(None, ways), [])


def _is_stray(found: Found | None) -> bool:
    """Whether a first word was found alone, with words after it that are none of its verbs."""
    return found is not None and found[0].line in FIRST_WORDS and bool(found[1])
