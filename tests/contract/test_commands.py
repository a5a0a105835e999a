"""The set of commands is a promise: nobody's verb vanishes, and every one explains itself."""

import time

from bot import commands
from bot.command import Command, load

MEMBERS = {
    "unmentor join",
    "unmentor invitation",
    "unmentor profile",
    "unmentor status",
    "unmentor pause",
    "unmentor resume",
    "unmentor skip",
    "unmentor unskip",
    "unmentor leave",
    "unmentor avoid",
    "unmentor unavoid",
    "unmentor met",
    "unmentor not yet",
    "unmentor can't",
    "unmentor rematch",
    "unmentor rematch now",
    "unmentor rematch stop",
    "unmentor wait",
    "unmentor wrong",
    "unmentor history",
    "unmentor in",
    "unmentor out",
    "unmentor every",
    "unmentor quiet",
    "unmentor touch",
    "unmentor touch never",
    "unmentor touch next year",
    "unmentor touch undo",
    "unmentor worth",
    "unmentor feedback",
    "unmentor times",
    "unmentor times choose",
    "unmentor times others",
    "unmentor times off",
    "unmentor offers",
    "unmentor wishes",
    "unmentor capacity",
    "unmentor mentoring fine",
    "unmentor mentoring missed",
    "unmentor mentoring over",
    "unmentor set",
    "unmentor set met",
    "unmentor set missed",
    "unmentor set move",
    "unmentor set join",
    "unmentor set stay",
    "unmentor how",
    "notes follow me",
    "notes event",
    "notes now",
    "notes next",
    "notes pitch",
    "notes pitch withdraw",
    "notes pitches",
    "notes coming",
    "notes coming undo",
    "notes new",
    "notes file",
    "notes understood",
    "notes edit",
    "notes show",
    "notes page",
    "notes new afresh",
    "notes",
    "notes drafts",
    "notes takeaway",
    "notes takeaway from",
    "notes takeaway back",
    "notes takeaways",
    "notes paste",
    "notes correct",
    "notes save",
    "notes history",
    "notes continue",
    "notes drop",
    "notes keep both",
    "notes keep theirs",
    "notes use mine",
    "notes preview",
    "notes post",
    "notes post to",
    "notes withdraw",
    "notes consent",
    "notes that is me",
    "notes not me",
    "notes never ask",
    "notes find",
    "notes fine",
    "notes export",
    "notes call",
    "notes call add",
    "notes call close",
    "notes calls",
    "notes tip",
    "notes entry named",
    "notes entry unnamed",
    "notes entry back",
    "notes playbook",
    # carrying on
    "notes interested",
    "notes not interested",
    "notes volunteer",
    "notes decline",
    "notes suggest",
    "notes handover",
    "notes done",
    "notes still going",
    "notes rest",
    "notes open",
    "notes outcome",
    "notes outcomes",
    "notes action",
    "notes action done",
    "notes action keep",
    "notes actions",
    "notes link",
    "notes remind",
    "notes remind me",
    "notes remind pause",
    "notes remind off",
    "notes introduce",
    "notes introduce stop",
    # digests
    "digest",
    "digest here",
    "digest me",
    "digest choose",
    "digest topics",
    "digest region",
    "digest interests",
    "digest preview",
    "digest now",
    "digest more",
    "digest skip",
    "digest unskip",
    "digest mute",
    "digest unmute",
    "digest why",
    "digest blog",
    "digest blog mine",
    "digest blog off",
    "digest write",
    "digest write off",
    "digest write sessions",
    "digest write sessions off",
    "digest write skip",
    "link",
    "link yes",
    "link no",
    "unlink",
    "reach me here",
    "address",
    "organisation",
    "organisation keep",
    "organisers",
    "my data",
    "forget me",
    "forget me now",
    "help",
    "home",
    "network",
    "network connect",
    "network found",
    "network leave",
    "teapoint join",
    "privacy",
    "privacy agree",
    # following blogs
    "digest add",
    "digest daily",
    "digest export",
    "digest health",
    "digest import",
    "digest list",
    "digest not now",
    "digest put back",
    "digest remove",
    "digest restore",
    "digest set",
    "digest suggest",
    "digest take",
    "digest weekly",
}

SYNONYMS = {
    "unmentor subscribe": "unmentor join",
    "unmentor opt in": "unmentor join",
    "unmentor sign up": "unmentor join",
    "unmentor stop": "unmentor leave",
    "unmentor unsubscribe": "unmentor leave",
    "unmentor opt out": "unmentor leave",
    "unmentor snooze": "unmentor pause",
    "unmentor i'm in": "unmentor in",
    "unmentor not this time": "unmentor out",
}


def _all() -> dict[str, Command]:
    return {command.line: command for command in load(commands).all}


def test_every_verb_of_members_is_there_and_no_other() -> None:
    assert {line for line, command in _all().items() if command.who != "organiser"} == MEMBERS


def test_every_synonym_means_what_it_meant() -> None:
    table = load(commands)
    for words, line in SYNONYMS.items():
        found = table.find(tuple(words.split()))
        assert found, words
        assert found[0].line == line


def test_a_command_is_found_before_however_many_words() -> None:
    """Where all of them are tried as its name, one long message keeps everybody waiting."""
    started = time.monotonic()
    words = ("unmentor", "avoid", *("a" for _ in range(100_000)))
    found = load(commands).find(words)
    assert found
    assert (found[0].line, found[1]) == ("unmentor avoid", words[2:])
    assert time.monotonic() - started < 20


def test_every_verb_explains_itself() -> None:
    for line, command in _all().items():
        assert command.help.endswith("."), line
        assert command.help[0].isupper(), line
        assert len(command.help.split()) <= 25, line
        if command.who != "organiser":
            assert bool(command.usage) <= bool(command.example), f"{line}: show what may follow"


def test_what_a_button_says_can_be_typed() -> None:
    """Whatever a command line is, it is found again by its own words, in any case."""
    table = load(commands)
    for command in table.all:
        for words in (command.words, *command.aliases):
            found = table.find(tuple(word.upper() for word in words))
            assert found
            assert found[0] is command
            assert found[1] == ()
