"""A letter in its envelope, as mail servers carry it: plain text first, then HTML, then files.

One-click stop: RFC 8058. Not answered by programs: RFC 3834, and Exchange's own header.
"""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.mail_addresses import read_mail_address
from bot.message import File
from bot.platforms.mail.letters import Letter
from jobs.delivery.voice import RefusedError
from storage.naming import clean

# Long addresses in headers must stay whole: a folded one would be encoded, and lead nowhere.
POLICY = SMTP.clone(max_line_length=998)
_LONGEST_NAME = 60
_LONGEST_SUBJECT = 100
_UTF_8 = {"charset": "utf-8"}
_KINDS = {
    ".ics": ("text", "calendar"),
    ".csv": ("text", "csv"),
    ".md": ("text", "markdown"),
    ".json": ("application", "json"),
    ".opml": ("text", "x-opml"),
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Which address mails come from, and which one people may write to."""

    address: str
    reply_to: str

    def id_of(self, key: str) -> str:
        """Return the Message-ID of the delivery with this key: the same whenever it is sent."""
        return f"<{key}@{self.address.rpartition('@')[2]}>"


def read_address(address: str) -> str:
    """Return an address as servers take it, its domain in ASCII; RefusedError where none is."""
    found = read_mail_address(address)
    if found is None:
        raise RefusedError("bounced", "no address")
    if found.ascii_email is None:
        raise RefusedError("bounced", "not ASCII")
    return found.ascii_email


def enclose(letter: Letter, sender: Sender, to: str, thread: str | None) -> EmailMessage:
    """Return the mail to one address; `thread` is the Message-ID that it follows."""
    mail = EmailMessage(policy=POLICY)
    mail["From"] = Address(clean(letter.sender, _LONGEST_NAME), addr_spec=sender.address)
    mail["To"] = Address(addr_spec=to)
    mail["Reply-To"] = Address(addr_spec=sender.reply_to)
    mail["Subject"] = clean(letter.subject, _LONGEST_SUBJECT)
    mail["Date"] = format_datetime(letter.written_at)
    mail["Message-ID"] = sender.id_of(letter.key)
    if thread:
        mail["In-Reply-To"] = thread
        mail["References"] = thread
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if letter.stop:
        mail["List-Unsubscribe"] = f"<{letter.stop}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(letter.text, cte="quoted-printable")
    mail.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    for file in letter.files:
        _attach(mail, file)
    return mail


def _attach(mail: EmailMessage, file: File) -> None:
    ending = f".{file.name.rpartition('.')[2].lower()}"
    maintype, subtype = _KINDS.get(ending, ("application", "octet-stream"))
    name = clean(file.name, _LONGEST_NAME)
    mail.add_attachment(
        file.content, maintype=maintype, subtype=subtype, filename=name, params=_UTF_8
    )
