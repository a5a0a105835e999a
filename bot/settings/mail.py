"""The settings of e-mail: a mail server or GOV.UK Notify, and which address people may answer to.

A URL with a password, or a key, is never said back.
"""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from bot.mail_addresses import read_mail_address
from bot.settings.values import SettingsReader

NOTIFY_API = "https://api.notifications.service.gov.uk"
_PORTS = {"smtp": 587, "smtps": 465}
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_KEY_LENGTH = 73


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """A mail server. `tls` from the first byte; else STARTTLS, unless `clear` (loopback only)."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    clear: bool = False


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """GOV.UK Notify: a key of a service, and its template with ((subject)) and ((body))."""

    key: str
    template: str
    api: str = NOTIFY_API


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How e-mail is sent: exactly one of `smtp` and `notify`; replies go to `reply_to`."""

    sender: str
    reply_to: str
    smtp: SmtpSettings | None = None
    notify: NotifySettings | None = None


def read_mail(reader: SettingsReader) -> MailSettings | None:
    """Return how e-mail is sent, None where nothing of it is set; what is wrong is noted."""
    smtp, key = reader.text("TEAPOINT_SMTP"), reader.text("TEAPOINT_NOTIFY_KEY")
    if not smtp and not key:
        _complain_of_rest(reader)
        return None
    if smtp and key:
        reader.complain("TEAPOINT_SMTP and TEAPOINT_NOTIFY_KEY are both set. Set one of them.")
    reply_to = _read_address(reader, "TEAPOINT_MAIL_REPLY_TO")
    if not is_reachable_safely(reader.text("TEAPOINT_URL")):
        reader.complain(
            "TEAPOINT_URL must begin with https:// where e-mail is set: the links in mails lead "
            "there."
        )
    if key:
        return MailSettings("", reply_to, notify=_read_notify(reader, key))
    sender = _read_address(reader, "TEAPOINT_MAIL_FROM")
    return MailSettings(sender, reply_to, smtp=_read_smtp(reader, smtp))


def is_reachable_safely(url: str) -> bool:
    """Whether nobody on the way can read what people bring to this address."""
    return url.startswith("https://") or urlsplit(url).hostname in _LOOPBACK


def _complain_of_rest(reader: SettingsReader) -> None:
    for name in ("TEAPOINT_MAIL_FROM", "TEAPOINT_MAIL_REPLY_TO", "TEAPOINT_NOTIFY_TEMPLATE"):
        if reader.text(name):
            reader.complain(
                f"{name} is set, but nothing that sends e-mail. Set TEAPOINT_SMTP or "
                "TEAPOINT_NOTIFY_KEY."
            )
            return


def _read_address(reader: SettingsReader, name: str) -> str:
    value = reader.text(name)
    if not value:
        reader.complain_of_missing(name)
        return ""
    found = read_mail_address(value)
    if found is None:
        reader.complain(f"{name} must be an e-mail address, not {value!r}.")
        return ""
    return found.ascii_email or value


def _read_notify(reader: SettingsReader, key: str) -> NotifySettings:
    template = reader.text("TEAPOINT_NOTIFY_TEMPLATE")
    if len(key) < _KEY_LENGTH:
        reader.complain("TEAPOINT_NOTIFY_KEY is too short. Copy the whole key, with its name.")
    if not template:
        reader.complain_of_missing("TEAPOINT_NOTIFY_TEMPLATE")
    return NotifySettings(key, template, reader.text("TEAPOINT_NOTIFY_URL", NOTIFY_API))


def _read_smtp(reader: SettingsReader, value: str) -> SmtpSettings | None:
    try:
        url = urlsplit(value)
        port = url.port or _PORTS.get(url.scheme, 0)
    except ValueError:
        reader.complain("TEAPOINT_SMTP is no address: its port must be a number up to 65535.")
        return None
    if url.scheme not in _PORTS or not url.hostname:
        reader.complain("TEAPOINT_SMTP must be like smtp://name:password@mail.example.gov.uk:587.")
        return None
    user, password = unquote(url.username or ""), unquote(url.password or "")
    clear = _is_clear(reader, url)
    return SmtpSettings(url.hostname, port, user, password, url.scheme == "smtps", clear)


def _is_clear(reader: SettingsReader, url: SplitResult) -> bool:
    """Whether mails go unencrypted: never over a network."""
    if parse_qs(url.query).get("starttls") != ["no"]:
        return False
    if url.hostname not in _LOOPBACK:
        reader.complain(
            "TEAPOINT_SMTP says starttls=no, which is for a mail server on this machine only."
        )
    return True
