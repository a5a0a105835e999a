"""The settings, read from the environment once. What is missing or wrong is named, all at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.command import Policy
from bot.settings.mail import MailSettings, read_mail
from bot.settings.teams import TeamsSettings, read_teams
from bot.settings.values import SettingsReader, TimeSettings
from storage.types import AccountKey

DATABASE = "sqlite:///data/teapoint.db"
NETWORK = "Public services together"
ALLOWED_HOSTS = "TEAPOINT_ALLOWED_HOSTS"
SLACK_API = "https://slack.com/api/"
SLACK_AUTHORIZE = "https://slack.com/oauth/v2/authorize"


class SettingsError(Exception):
    """The settings do not allow a start; `problems` says each in a sentence with its name."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """One workspace by tokens, or many that install the app themselves, or both.

    With an app token it is Socket Mode, else signed HTTP. `authorize` is where people agree to an
    installation; `url` is where Slack sends them back to, where that is not TEAPOINT_URL.
    """

    bot_token: str
    signing_secret: str
    app_token: str = ""
    api: str = SLACK_API
    shortcuts: tuple[str, ...] = ("unmentor", "notes", "digest")
    client_id: str = ""
    client_secret: str = ""
    authorize: str = SLACK_AUTHORIZE
    url: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator decides."""

    database: str = DATABASE
    host: str = "127.0.0.1"
    port: int = 8080
    url: str = "http://127.0.0.1:8080"
    keys: str = ""
    network: str = NETWORK
    sensitive: bool = False
    organisers: tuple[AccountKey, ...] = ()
    policy: Policy = field(default_factory=lambda: Policy("", "", 24))
    slack: SlackSettings | None = None
    mail: MailSettings | None = None
    teams: TeamsSettings | None = None
    playground: bool = True
    crash_at: str = ""
    lease_seconds: float = 60.0
    settle_seconds: float = 60.0
    send_seconds: float = 10.0
    unsure: str = "look"
    time: TimeSettings | None = None
    allowed_hosts: frozenset[tuple[str, int]] = frozenset()
    feed_gap: float = 5.0


_SLACK = (
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_APP_TOKEN",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings; SettingsError names everything that is missing or wrong."""
    reader = SettingsReader(environ)
    reader.complain_of_misspelt()
    slack, mail, teams = _read_slack(reader), read_mail(reader), read_teams(reader)
    # Workspaces that add us by themselves bring organisers; everything else names its first ones.
    named = bool(teams) or (bool(slack.bot_token) if slack else mail is not None)
    port = reader.whole_number("TEAPOINT_PORT", 8080)
    host = reader.text("TEAPOINT_HOST", "127.0.0.1")
    settings = Settings(
        database=reader.database("TEAPOINT_DATABASE", DATABASE),
        host=host,
        port=port,
        url=reader.text("TEAPOINT_URL", f"http://{host}:{port}").rstrip("/"),
        keys=reader.text("TEAPOINT_KEYS"),
        network=reader.text("TEAPOINT_NETWORK", NETWORK),
        sensitive=reader.text("TEAPOINT_SENSITIVE") == "1",
        organisers=reader.accounts("TEAPOINT_ORGANISERS", needed=named),
        policy=_read_policy(reader, needed=any((slack, mail, teams))),
        slack=slack,
        mail=mail,
        teams=teams,
        playground=not (slack or teams or mail) or reader.text("TEAPOINT_PLAYGROUND") == "1",
        crash_at=reader.text("TEAPOINT_CRASH_AT"),
        lease_seconds=reader.number("TEAPOINT_LEASE_SECONDS", 60.0),
        settle_seconds=reader.number("TEAPOINT_SETTLE_SECONDS", 60.0),
        send_seconds=reader.number("TEAPOINT_SEND_SECONDS", 10.0),
        unsure=reader.one_of("TEAPOINT_UNSURE", ("look", "resend")),
        time=reader.time("TEAPOINT_CLOCK"),
        allowed_hosts=reader.hosts(ALLOWED_HOSTS),
        feed_gap=reader.number("TEAPOINT_FEED_GAP_SECONDS", 5.0, zero=True),
    )
    if reader.problems:
        raise SettingsError(reader.problems)
    return settings


def read_allowed_hosts(environ: Mapping[str, str]) -> frozenset[tuple[str, int]]:
    """Return the hosts inside that may be reached, whatever else is set; SettingsError."""
    reader = SettingsReader(environ)
    hosts = reader.hosts(ALLOWED_HOSTS)
    if reader.problems:
        raise SettingsError(reader.problems)
    return hosts


def _read_slack(reader: SettingsReader) -> SlackSettings | None:
    if not any(reader.text(name) for name in _SLACK):
        return None
    client_id, client_secret = reader.pair("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
    _complain_of_tokens(reader, installs=bool(client_id or client_secret))
    shortcuts = reader.text("TEAPOINT_SLACK_SHORTCUTS", "unmentor,notes,digest", blank=True)
    return SlackSettings(
        bot_token=reader.text("SLACK_BOT_TOKEN"),
        signing_secret=reader.text("SLACK_SIGNING_SECRET"),
        app_token=reader.text("SLACK_APP_TOKEN"),
        api=reader.text("TEAPOINT_SLACK_API", SLACK_API),
        shortcuts=tuple(word.strip().lstrip("/") for word in shortcuts.split(",") if word.strip()),
        client_id=client_id,
        client_secret=client_secret,
        authorize=reader.text("TEAPOINT_SLACK_AUTHORIZE", SLACK_AUTHORIZE),
    )


def _complain_of_tokens(reader: SettingsReader, *, installs: bool) -> None:
    token, secret, app_token = (reader.text(name) for name in _SLACK[:3])
    if token and not token.startswith(("xoxb-", "xoxe")):
        reader.complain("SLACK_BOT_TOKEN must be a bot token, which begins with xoxb-.")
    if not token and not installs:
        found = "SLACK_SIGNING_SECRET" if secret else "SLACK_APP_TOKEN"
        reader.complain(
            f"SLACK_BOT_TOKEN is missing, but {found} is set. Set both, or set SLACK_CLIENT_ID and "
            "SLACK_CLIENT_SECRET so that workspaces install the app themselves."
        )
    if (token or installs) and not secret and not app_token:
        reader.complain(
            "SLACK_SIGNING_SECRET is missing. Copy it from your Slack app's basic information, "
            "or set SLACK_APP_TOKEN to use Socket Mode."
        )
    if installs and not _is_reachable_safely(reader.text("TEAPOINT_URL")):
        reader.complain(
            "TEAPOINT_URL must begin with https:// where workspaces install the app themselves: "
            "Slack sends people back there."
        )


def _is_reachable_safely(url: str) -> bool:
    """Whether what people bring back from Slack cannot be read on the way."""
    return url.startswith("https://") or urlsplit(url).hostname in ("127.0.0.1", "localhost")


def _read_policy(reader: SettingsReader, *, needed: bool) -> Policy:
    controller = reader.text("TEAPOINT_CONTROLLER")
    contact = reader.text("TEAPOINT_CONTACT")
    for name, value in (("TEAPOINT_CONTROLLER", controller), ("TEAPOINT_CONTACT", contact)):
        if needed and not value:
            reader.complain_of_missing(name)
    months = reader.whole_number("TEAPOINT_RETENTION_MONTHS", 24)
    return Policy(
        controller or "The Teapoint playground",
        contact or "data@teapoint.example",
        months,
    )


def can_be_opened(settings: Settings) -> bool:
    """Return whether people of a connected workspace can open links that lead to us."""
    host = urlsplit(settings.url).hostname or ""
    connected = settings.slack or settings.teams or settings.mail
    return not connected or not (host == "localhost" or host.startswith("127."))
