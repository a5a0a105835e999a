"""What the playground's mailboxes hold: mails as they arrived, read once."""

import hashlib
from dataclasses import dataclass, field
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

PREFIX = "mail/"


@dataclass(frozen=True, slots=True)
class MailLink:
    """A link of the HTML part: its words and where it leads."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it arrived; `us` is when, in microseconds, and tells it apart in its box."""

    us: int
    to: str
    sender: str
    sender_name: str
    message: EmailMessage
    text: str
    html: str
    links: tuple[MailLink, ...]
    files: tuple[Attachment, ...]

    @property
    def ts(self) -> str:
        """When it came, as Slack writes such times."""
        return f"{self.us // 1_000_000}.{self.us % 1_000_000:06d}"

    @property
    def conversation(self) -> str:
        """The conversation that it belongs to: one for each sender."""
        told = hashlib.sha256(f"{self.sender_name}\n{self.sender}".encode()).hexdigest()
        return f"B{told[:10].upper()}"

    def header(self, name: str) -> str:
        """One header in words, empty where it is missing."""
        return str(self.message.get(name, ""))


@dataclass(slots=True)
class Mailbox:
    """What came to one address, and up to when it was read, a conversation each."""

    address: str
    mails: list[Mail] = field(default_factory=list)
    read_us: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an address; `menu`: the page offers to be them."""

    address: str
    name: str
    title: str = ""
    menu: str | None = None

    @property
    def id(self) -> str:
        """How the page names them."""
        return f"{PREFIX}{self.address}"


def read_mail(content: bytes, to: str, us: int) -> Mail:
    """Read a mail for one recipient as a mail program would."""
    message = message_from_bytes(content, policy=default)
    sender = _sender(message)
    html = _part(message, "html")
    return Mail(
        us=us,
        to=to,
        sender=sender.addr_spec,
        sender_name=sender.display_name or sender.addr_spec,
        message=message,
        text=_part(message, "plain"),
        html=html,
        links=find_links(html),
        files=tuple(_attachment(part) for part in message.iter_attachments()),
    )


def find_links(html: str) -> tuple[MailLink, ...]:
    """Return the links of an HTML document in order."""
    reader = _LinkReader()
    reader.feed(html)
    reader.close()
    return tuple(reader.found)


def _sender(message: EmailMessage) -> Address:
    addresses = getattr(message["From"], "addresses", ())
    return addresses[0] if addresses else Address("Nobody", addr_spec="nobody@nowhere.example")


def _part(message: EmailMessage, subtype: str) -> str:
    part = message.get_body(preferencelist=(subtype,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


def _attachment(part: EmailMessage) -> Attachment:
    content = part.get_payload(decode=True)
    name = part.get_filename() or "file"
    return Attachment(name, part.get_content_type(), content if isinstance(content, bytes) else b"")


class _LinkReader(HTMLParser):
    """Collects what stands in `a` elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[MailLink] = []
        self._url = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A link begins."""
        if tag == "a":
            self._url, self._words = dict(attrs).get("href") or "", []

    def handle_data(self, data: str) -> None:
        """Words, which count inside a link."""
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        """A link ends."""
        if tag == "a" and self._url:
            self.found.append(MailLink(" ".join("".join(self._words).split()), self._url))
            self._url = ""
