"""What a command is, what it is called with, and how the bot finds them all."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from types import ModuleType
from typing import Literal

from bot.form import Answer, Values
from bot.guesses import Guesses
from bot.message import Block, Message, Rich, say
from storage.session_records import EventSession
from storage.transaction import Transaction
from storage.types import (
    Account,
    AccountId,
    GroupId,
    MeetingId,
    Member,
    MemberId,
    Network,
    NetworkId,
    Place,
    SessionId,
    Space,
)

Who = Literal["anyone", "member", "organiser"]

EVERYTHING = "teapoint"
"""The first word that goes before any command, and that a few have as their own."""

_SLASHES = ("slack",)


@dataclass(frozen=True, slots=True)
class Policy:
    """Whose bot this is: what the privacy notice names. Set by the operator."""

    controller: str
    contact: str
    retention_months: int


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a command: who, where, when, and the words after the command's own.

    `home` is the network that is meant, if any. `ref` is the pressed button's opaque reference,
    empty when typed. `names` says how commands are typed in this workspace, `table` which there
    are. `said` is what `args` are made of, as it was typed, with its line breaks.
    """

    tx: Transaction
    now: datetime
    account: Account
    home: Network | None
    space: Space
    place: Place | None
    member: Member | None
    is_organiser: bool
    args: tuple[str, ...]
    policy: Policy
    names: "Names"
    table: "Commands"
    ref: str = ""
    pressed: bool = False
    guesses: Guesses = field(default_factory=Guesses)
    said: str = ""

    @property
    def network(self) -> Network:
        """The network that is meant; dispatch has made sure that there is one."""
        if self.home is None:
            raise LookupError("this command needs a network")
        return self.home

    @property
    def me(self) -> Member:
        """The asking member; JoinFirstError where a command that is for more people needs one."""
        if self.member is None:
            raise JoinFirstError
        return self.member

    @property
    def visits(self) -> bool:
        """Whether the asker is a guest, or somebody from another workspace."""
        return self.account.guest or self.account.key.authority != self.space.authority

    @property
    def rest(self) -> str:
        """The words after the command, as one text."""
        return " ".join(self.args)


@dataclass(frozen=True, slots=True)
class Names:
    """What commands and pages are called here; `shortcuts` maps first words to slash names.

    `everything` is the slash command that takes any line; empty where lines are typed as they are.

    `diary` is the address of a meeting's calendar file, `dates` that of a page with all of a
    set's; `room` is that of a session's page by its code, `way_in` a member's own link to it that
    lasts until a moment; `removal` that of the page where somebody named in a session's notes
    asks to be taken out; `published` that of a network's published list, by its code;
    `stop_asking` that of the page where a member stops questions about what follows sessions;
    `join_page` that of the page where people join by e-mail, by its code; `confirm` and `my_page`
    where somebody with an e-mail account confirms their address, and has their own page, until a
    moment. None where nobody else could open them.

    `teams` is the host at which people open Teams, where a link leads into it.
    """

    everything: str = "/teapoint"
    shortcuts: Mapping[str, str] | None = None
    diary: Callable[[MeetingId, NetworkId], str] | None = None
    dates: Callable[[GroupId, NetworkId], str] | None = None
    room: Callable[[str], str] | None = None
    way_in: Callable[[EventSession, MemberId, datetime], str] | None = None
    removal: Callable[[SessionId, NetworkId], str] | None = None
    published: Callable[[str], str] | None = None
    stop_asking: Callable[[MemberId, NetworkId], str] | None = None
    join_page: Callable[[str], str] | None = None
    confirm: Callable[[AccountId, datetime], str] | None = None
    my_page: Callable[[AccountId, datetime], str] | None = None
    teams: str = "teams.microsoft.com"

    def on(self, platform: str) -> "Names":
        """What commands are called on a platform: their bare words where it has no slash."""
        return self if platform in _SLASHES else replace(self, everything="", shortcuts=None)

    def typed(self, line: str) -> str:
        """How a person types this command line here: `/unmentor pause` or `/teapoint my data`."""
        if not self.everything:
            return line
        first, _, rest = line.partition(" ")
        if first == EVERYTHING:  # `/teapoint join`, where a bare `join` is another's
            return f"{self.everything} {rest}".strip()
        slash = (self.shortcuts or {}).get(first)
        return f"{slash} {rest}".strip() if slash else f"{self.everything} {line}"


@dataclass(frozen=True, slots=True)
class Command:
    """One verb. `run` answers it, typed or pressed; `submit` takes its form's values.

    `help` is one sentence; `usage` is what may follow the words, `example` one such thing.
    `aliases` are other words for it. `listed` is False for verbs that make sense only behind a
    button. `organisers_too`: organisers may use it who have not joined, where members may.
    `names_network`: what follows the words may be a network's name; `names_scheme`: it may begin
    with a scheme's, which says which network is meant. `homeless`: it can be used where no network
    is meant, such as in a workspace that has none yet. `rescue` keeps what was typed into the form,
    where `submit` met trouble and nothing of it was done.
    """

    words: tuple[str, ...]
    help: str
    run: Callable[[Call], Answer]
    usage: str = ""
    example: str = ""
    submit: Callable[[Call, Values], Answer] | None = None
    rescue: Callable[[Call, Values], None] | None = None
    who: Who = "member"
    organisers_too: bool = False
    aliases: tuple[tuple[str, ...], ...] = ()
    listed: bool = True
    names_network: bool = False
    names_scheme: bool = False
    homeless: bool = False

    @property
    def sample(self) -> str:
        """The command line as somebody might type it."""
        return f"{self.line} {self.example}".strip()

    @property
    def line(self) -> str:
        return " ".join(self.words)


class JoinFirstError(LookupError):
    """What was asked for is for members; the asker is told how to become one."""


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """Nothing is changed, and this is said instead."""

    def __init__(self, *sentences: str | Rich | Block) -> None:
        super().__init__(*sentences)
        self.message: Message = replace(say(*sentences), failed=True)


Found = tuple[Command, tuple[str, ...]]
"""A command, and the words left over."""


class Commands:
    """All commands, found by the longest run of words that somebody typed."""

    def __init__(self, commands: tuple[Command, ...]) -> None:
        self.all = commands
        self._by_words: dict[tuple[str, ...], Command] = {}
        for command in commands:
            for words in (command.words, *command.aliases):
                self._add(words, command)
        self._longest = max(map(len, self._by_words), default=0)

    def _add(self, words: tuple[str, ...], command: Command) -> None:
        if words in self._by_words:
            raise ValueError(f"two commands are named {' '.join(words)!r}")
        self._by_words[words] = command

    def find(self, words: tuple[str, ...]) -> Found | None:
        """Return the command with the longest matching prefix, and the words left over."""
        first = words[: self._longest]
        folded = tuple(word.casefold().rstrip(".,!") or word for word in first)
        for length in range(len(first), 0, -1):
            command = self._by_words.get(folded[:length])
            if command:
                return command, words[length:]
        return None

    def find_bare(self, words: tuple[str, ...], firsts: Iterable[str]) -> list[Found]:
        """Return what a bare verb may mean: at most one way for each first word left out."""
        ways = [way for first in firsts if (way := self.find((first, *words)))]
        least = min((len(args) for _command, args in ways), default=0)
        return [way for way in ways if len(way[1]) == least < len(words)]

    def lines(self) -> list[str]:
        """Every way to call a command, for suggestions."""
        return [" ".join(words) for words in self._by_words]


@cache
def load(package: ModuleType) -> Commands:
    """Import every verb's file below the package; a broken or doubled one stops the start."""
    modules = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    verbs = [importlib.import_module(module.name) for module in modules if not module.ispkg]
    return Commands(tuple(verb.COMMAND for verb in verbs))
