"""What every e-mail says beside its message: its subject, and below it why it came."""

import re
from dataclasses import dataclass
from textwrap import shorten

from bot.command import Policy
from bot.message import (
    Block,
    Bullets,
    Divider,
    Fields,
    File,
    Heading,
    Link,
    Message,
    Paragraph,
    Rich,
    Small,
    plain,
    rich,
)
from bot.wording.language import capital
from bot.wording.language import gettext as _
from storage.naming import clean
from storage.notices import Notice
from storage.notices.mail import AddressCode, ConfirmAddress, SignInLink
from storage.notices.workspaces import ContactWanted
from storage.types import Network

LONGEST_SUBJECT = 78
_FIRST_SENTENCE = re.compile(r"(.+?[.?!])(?:\s|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FooterLinks:
    """Where the foot of a mail leads: the reader's own page, the privacy notice, and no more mails.

    `digest`: what is stopped is their digest, not every mail.
    """

    page: str
    privacy: str
    stop: str
    digest: bool = False


def subject_of(notice: Notice, message: Message, network: Network) -> str:
    """Return in one line what a mail is about: what its message says first, or a shorter line."""
    given = _given(notice, network)
    words = given or next(filter(None, map(_first_words, message.blocks)), "")
    return _shortened(words) or _("A message for you")


def taken_back(subject: str) -> str:
    """The subject of the mail that takes an earlier one back."""
    return _shortened(_("Taken back: {subject}").format(subject=subject))


def footer(
    network: Network, policy: Policy, reply_to: str, links: FooterLinks | None, *, types: bool
) -> list[Block]:
    """Why this came, how to stop, whose it is; without links where only a mail was asked for.

    `types`: the mail names commands, which are typed on a page.
    """
    why = _why(network, links)
    lines = [why, *(_ways(links, types=types) if links else ()), *_who(policy, reply_to)]
    return [Divider(), *(Small(line) for line in lines)]


def attached(file: File) -> str:
    """What the file is; it comes with the mail."""
    return _("{says} It is attached to this e-mail.").format(says=_sentence(file.says))


def not_attached(file: File) -> str:
    """What the file is; it cannot come with the mail."""
    words = _("{says} It can't come with this e-mail. Ask for it again on your page.")
    return words.format(says=_sentence(file.says))


def _given(notice: Notice, network: Network) -> str:
    """The subjects of mails whose first words would be too long, or too vague in a mailbox."""
    match notice:
        case ConfirmAddress():
            return _("Confirm your address for {network}").format(network=network.name)
        case SignInLink():
            return _("Your link to {network}").format(network=network.name)
        case AddressCode():
            return _("Your code for {network}").format(network=network.name)
        case ContactWanted():
            return _("How can the people you meet reach you?")
        case _:
            return ""


def _why(network: Network, links: FooterLinks | None) -> Rich:
    words = (
        _(
            "You get this e-mail because you take part in {network}, with this address. Its links "
            "are yours alone: take them out if you pass it on."
        )
        if links
        else _("You get this e-mail because this address was typed in {network}.")
    )
    return rich(words, network=network.name)


def _shortened(words: str) -> str:
    """At most so long, cut after a clause or else between words, where there are any."""
    whole = clean(words, 10 * LONGEST_SUBJECT)
    if len(whole) <= LONGEST_SUBJECT:
        return whole
    cut = shorten(whole, LONGEST_SUBJECT, placeholder="…")
    clause, comma, _rest = cut.rpartition(", ")
    if comma and len(clause) > LONGEST_SUBJECT / 2:
        return clause
    return cut if cut != "…" else clean(words, LONGEST_SUBJECT)


def _ways(links: FooterLinks, *, types: bool) -> tuple[Rich, ...]:
    page = rich(_to_your_page(types=types), page=Link(_("your page"), links.page))
    digest = rich(
        _("To get this digest no more: {stop}."), stop=Link(_("stop the digest"), links.stop)
    )
    everything = rich(
        _("To get no more e-mail from us: {stop}."), stop=Link(_("stop all e-mail"), links.stop)
    )
    privacy = rich(
        _("How we use what you tell us: {privacy}."), privacy=Link(privacy_label(), links.privacy)
    )
    return page, digest if links.digest else everything, privacy


def _to_your_page(*, types: bool) -> str:
    if types:
        return _(
            "Where this e-mail says to type something, type it on {page}, not in a reply. There "
            "you can also see where you stand, pause, change your profile or see what we keep."
        )
    return _("To see where you stand, pause, change your profile or see what we keep: {page}.")


def privacy_label() -> str:
    """What the privacy notice is called in a link."""
    return _("our privacy notice")


def _who(policy: Policy, reply_to: str) -> tuple[Rich, ...]:
    keeps = rich(
        _(
            "{controller} runs this network and looks after what you tell us. If you have a "
            "question about your data, contact {contact}."
        ),
        controller=policy.controller,
        contact=policy.contact,
    )
    replies = rich(
        _("If you reply, people read it at {address}. Teapoint reads no e-mail."), address=reply_to
    )
    return (keeps, replies) if reply_to else (keeps,)


def _first_words(block: Block) -> str:
    match block:
        case Heading(text=words):
            return words.strip()
        case Paragraph(text=text) | Small(text=text):
            return _first_sentence(plain(text))
        case Bullets(items=items) if items:
            return _first_sentence(plain(items[0]))
        case Fields(pairs=pairs) if pairs:
            return f"{pairs[0][0]}: {plain(pairs[0][1])}"
        case _:
            return ""


def _first_sentence(words: str) -> str:
    found = _FIRST_SENTENCE.match(words.strip())
    return (found[1] if found else words.strip()).removesuffix(".")


def _sentence(says: str) -> str:
    first = capital(says)
    return first if first.endswith((".", "?", "!")) else f"{first}."
