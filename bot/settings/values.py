"""One value of the environment at a time: what it means, and what is wrong with it, by its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import process

from bot.settings.names import NAMES
from jobs.feeds.guard import read_host_and_port
from storage.types import AccountKey

_DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
_ALIKE = 85


@dataclass(frozen=True, slots=True)
class TimeSettings:
    """A movable clock, shared by processes that are given the same three values (chaos runs)."""

    origin: datetime
    real_origin: datetime
    scale: float


class SettingsReader:
    """Reads values by their names; `problems` says in sentences what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []

    def complain(self, problem: str) -> None:
        """Note that something is wrong."""
        self.problems.append(problem)

    def complain_of_missing(self, name: str) -> None:
        """Note that a setting must be there, and what it is."""
        self.complain(f"{name} is missing. {NAMES[name]}")

    def complain_of_misspelt(self) -> None:
        """A misspelt setting would otherwise be passed over in silence."""
        ours = [n for n in self._environ if n.startswith("TEAPOINT_") and n not in NAMES]
        for name in sorted(ours):
            near = process.extractOne(name, list(NAMES), score_cutoff=_ALIKE)
            if near:
                self.complain(f"{name} is not a setting. Did you mean {near[0]}?")

    def text(self, name: str, default: str = "", *, blank: bool = False) -> str:
        """Return the value; an empty one is the default unless `blank` means something."""
        value = self._environ.get(name)
        if value is None or (not value.strip() and not blank):
            return default
        return value.strip()

    def pair(self, one: str, other: str) -> tuple[str, str]:
        """Return two values of which neither means anything alone."""
        values = self.text(one), self.text(other)
        for name, value, beside in ((one, values[0], other), (other, values[1], one)):
            if not value and any(values):
                self.complain(f"{name} is missing, but {beside} is set. Set both.")
        return values

    def database(self, name: str, default: str) -> str:
        """Return a database URL; a wrong one is not said back: it may hold a password."""
        value = self.text(name, default)
        if not value.startswith(_DATABASES):
            self.complain(f"{name} must begin with sqlite:/// or postgresql://.")
        return value

    def whole_number(self, name: str, default: int) -> int:
        """Return a whole number from 1 to 65535."""
        value = self.text(name, str(default))
        if not value.isdigit() or not 0 < int(value) < 65536:
            self.complain(f"{name} must be a whole number from 1 to 65535, not {value!r}.")
            return default
        return int(value)

    def number(self, name: str, default: float, *, zero: bool = False) -> float:
        """Return seconds above 0, or 0 too where that means something."""
        value = self.text(name, str(default))
        try:
            found = float(value)
        except ValueError:
            found = -1.0
        if not 0 <= found < float("inf") or (found == 0 and not zero):
            least = "of seconds, 0 or more" if zero else "of seconds above 0"
            self.complain(f"{name} must be a number {least}, not {value!r}.")
            return default
        return found

    def one_of(self, name: str, options: tuple[str, ...]) -> str:
        """Return one of these words; the first is the default."""
        value = self.text(name, options[0])
        if value not in options:
            self.complain(f"{name} must be one of {', '.join(options)}, not {value!r}.")
        return value

    def accounts(self, name: str, *, needed: bool) -> tuple[AccountKey, ...]:
        """Return account keys such as slack:T012AB:U034CD, or mail:ADDRESS, with commas between."""
        entries = [entry.strip() for entry in self.text(name).split(",") if entry.strip()]
        if needed and not entries:
            self.complain_of_missing(name)
        wrong = [entry for entry in entries if not is_account(entry)]
        if wrong:
            self.complain(f"{name} must be like slack:T012AB:U034CD, not {wrong[0]!r}.")
            return ()
        return tuple(read_account(entry) for entry in entries)

    def hosts(self, name: str) -> frozenset[tuple[str, int]]:
        """Return hosts with their ports, separated by commas, as the guard has them."""
        entries = [entry.strip() for entry in self.text(name).split(",") if entry.strip()]
        found = {entry: read_host_and_port(entry) for entry in entries}
        for entry, host in found.items():
            if host is None:
                self.complain(f"{name} must be like wiki.lan:443, with a port, not {entry!r}.")
        return frozenset(host for host in found.values() if host is not None)

    def time(self, name: str) -> TimeSettings | None:
        """Return a movable clock; None where none is set."""
        value = self.text(name)
        if not value:
            return None
        try:
            origin, real, scale = value.split(",")
            moments = datetime.fromisoformat(origin), datetime.fromisoformat(real)
            return TimeSettings(*moments, float(scale))
        except ValueError:
            self.complain(f"{name} must be two ISO times and a number, with commas between.")
            return None


def is_account(entry: str) -> bool:
    """Return whether the text names an account: platform, workspace and user, each not empty."""
    parts = entry.split(":")
    if parts[0] == "mail":
        return len(parts) == 2 and "@" in parts[1].strip("@")
    return len(parts) == 3 and all(parts) and parts[0] in ("slack", "teams")


def read_account(entry: str) -> AccountKey:
    """Return the account that a text names; one on e-mail by its address, in no network yet."""
    platform, *rest = entry.split(":")
    return AccountKey(platform, "", rest[0]) if len(rest) == 1 else AccountKey(platform, *rest)
