"""What the page says on which people join a network by e-mail."""

from dataclasses import dataclass

from bot.command import Policy
from bot.message import Block, Heading, Paragraph
from bot.wording.language import gettext as _
from bot.wording.pages import Words

LONGEST_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class JoinWords:
    """The join page."""

    heading: str
    intro: tuple[str, ...]
    address: str
    address_hint: str
    send: str
    next_heading: str
    next_steps: tuple[str, ...]
    kept: tuple[Block, ...]


def join_page(network: str, welcome: str, policy: Policy, notice: tuple[Block, ...]) -> JoinWords:
    """What the network is, who runs it, what happens, and what is kept about people."""
    return JoinWords(
        heading=_("Join {network}").format(network=network),
        intro=(*_paragraphs(welcome), *_what_it_is(network, policy, own=bool(welcome))),
        address=_("Your work e-mail address"),
        address_hint=_("We'll send you a link to confirm that it's yours."),
        send=_("Send me the link"),
        next_heading=_("What happens next"),
        next_steps=(
            _("Open the e-mail that we send you, and confirm your address."),
            _("Tell us your name and your organisation."),
            _("That's all: messages come by e-mail, and each has links to answer with."),
        ),
        kept=(Heading(_("How we use what you tell us")), *notice, *_address_kept()),
    )


def _what_it_is(network: str, policy: Policy, *, own: bool) -> tuple[str, ...]:
    what = _(
        "{network} is a network of people across organisations. Its members meet others like them "
        "for half an hour, share notes of sessions and follow each other's blogs."
    ).format(network=network)
    need = _(
        "You only need an e-mail address: neither Slack nor Teams. It's run by {controller}."
    ).format(controller=policy.controller)
    return (need,) if own else (what, need)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _address_kept() -> tuple[Block, ...]:
    return (
        Paragraph((_("You type these on a page of your own: every e-mail of ours leads there."),)),
        Paragraph(
            (
                _(
                    "We keep your e-mail address to write to you, and show it to nobody unless you "
                    "choose to share it. If you don't confirm it, we delete it after two days."
                ),
            )
        ),
    )


def no_address() -> str:
    """Nothing was typed."""
    return _("Enter your work e-mail address.")


def bad_address() -> str:
    """It is no address."""
    return _("Enter an e-mail address in full, like name@example.gov.uk.")


def sent(network: str) -> Words:
    """The same answer whether the address is known or not."""
    return Words(
        _("Check your e-mail"),
        (
            _(
                "If the address can get e-mail, a message from {network} is on its way to it."
            ).format(network=network),
            _("Open it and press the link to confirm your address. The link works for two days."),
            _(
                "It can take a few minutes. If it doesn't come, look in your junk folder, then "
                "check that the address was right by giving it again."
            ),
        ),
    )


def give_again() -> str:
    """The link back to the join page."""
    return _("Give the address again")


def no_such_page() -> Words:
    """No network has such a page."""
    return Words(
        _("We don't know this page"),
        (
            _("A part of its address may be missing, or the network has closed it."),
            _("Please ask whoever gave you the address."),
        ),
    )


def too_many_tried() -> Words:
    """Somebody tried more addresses of pages than people do."""
    return Words(
        _("Please try again later"),
        (
            _("Many pages that don't exist were asked for from where you are."),
            _("Nothing is lost. Try again in an hour, or ask whoever gave you the address."),
        ),
    )


def closed(network: str) -> Words:
    """The network's page is closed for now."""
    return Words(
        _("You can't join {network} here at the moment").format(network=network),
        (
            _("Its organisers have closed this page. Nothing was kept about you."),
            _("Please ask them, or whoever gave you the address."),
        ),
    )


def too_many() -> Words:
    """The page is used more often than people do."""
    return Words(
        _("Please try again in some minutes"),
        (
            _("This page is used very often at the moment, so we couldn't send an e-mail."),
            _("Nothing is lost, and nothing was kept."),
        ),
    )
