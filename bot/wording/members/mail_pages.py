"""What the pages for people with nothing but e-mail say: joining, signing in, stopping."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.message import Block, Paragraph
from bot.wording.language import gettext as _
from bot.wording.pages import Words


@dataclass(frozen=True, slots=True)
class Labels:
    """Words that stand on every page."""

    skip: str
    service: str
    your_page: str
    commands: str
    sign_out: str
    stop: str
    error: str
    there_is_a_problem: str
    warning: str
    none_of_these: str
    choose: str
    optional: str
    type_heading: str
    type_label: str
    type_hint: str
    type_go: str
    back: str
    download: str
    page_footer: str


def labels() -> Labels:
    """Return them."""
    return Labels(
        skip=_("Skip to main content"),
        service="Teapoint",
        your_page=_("Your page"),
        commands=_("All commands"),
        sign_out=_("Sign out"),
        stop=_("Stop e-mails"),
        error=_("Error"),
        there_is_a_problem=_("There is a problem"),
        warning=_("Warning"),
        none_of_these=_("No answer"),
        choose=_("Choose"),
        optional=_("(optional)"),
        type_heading=_("Do something else"),
        type_label=_("Type a command"),
        type_hint=_("For example: unmentor pause until 5 January. Type help to see them all."),
        type_go=_("Go"),
        back=_("Go back without doing this"),
        download=_("Download {name}"),
        page_footer=_("Teapoint introduces people across public services."),
    )


def title(page: str, network: str = "", *, wrong: bool = False) -> str:
    """Return a page's title, the page first; `wrong`: something in its form is."""
    words = " \u2013 ".join(part for part in (page, network, labels().service) if part)
    return f"{labels().error}: {words}" if wrong else words


# Links in mails


@dataclass(frozen=True, slots=True)
class Asks:
    """A page that asks before anything is done: opening a link never acts."""

    words: Words
    button: str
    warning: str = ""


def ask_to_open(network: str) -> Asks:
    """The link to a member's own page."""
    why = _(
        "We ask because programs that check e-mails open every link, and we want to be sure that "
        "it's you."
    )
    words = Words(_("Your page in {network}").format(network=network), (why,))
    return Asks(words, _("Go to your page"))


def ask_to_confirm(network: str) -> Asks:
    """The link that proves an address."""
    return Asks(
        Words(
            _("Confirm your address"),
            (
                _("Press the button to confirm that the e-mail from {network} reached you.").format(
                    network=network
                ),
                _("Then tell us your name and your organisation, and you're in."),
            ),
        ),
        _("Confirm and go on"),
    )


def ask_to_start(network: str) -> Asks:
    """The link that proves an address once more, of a member to whom no e-mails go."""
    return Asks(
        Words(
            _("Start e-mails from {network} again?").format(network=network),
            (
                _("At the moment we send you none: they were stopped, or one came back to us."),
                _("If you go on, your address is confirmed again, and e-mails come again."),
            ),
        ),
        _("Start e-mails and go to your page"),
    )


def ask_to_press(network: str, label: str, warning: str) -> Asks:
    """A button of a mail."""
    sentence = _("You opened this from an e-mail of {network}. Nothing has been done yet.")
    return Asks(Words(label, (sentence.format(network=network),)), label, warning)


def ask_to_stop(network: str, what: str) -> Asks:
    """No more mails: of the digest alone, or any."""
    if what == "digest":
        return Asks(
            Words(
                _("Stop your digest from {network}?").format(network=network),
                (_("We'll send you no more digests of blog posts. Other messages still come."),),
            ),
            _("Stop my digest"),
        )
    return Asks(
        Words(
            _("Stop all e-mails from {network}?").format(network=network),
            (
                _("We'll send you no more e-mails, so you won't be introduced to anybody."),
                _("You stay a member. You can start again at any time, from this same link."),
            ),
        ),
        _("Stop all e-mails"),
    )


def has_stopped(network: str) -> Asks:
    """No mails go to somebody; here they can start again."""
    return Asks(
        Words(
            _("You get no e-mails from {network}").format(network=network),
            (
                _("We've stopped sending them, and introduce you to nobody meanwhile."),
                _(
                    "You're still a member. To leave, or to have your data deleted, open your page "
                    "from any e-mail that you had from us."
                ),
            ),
        ),
        _("Start e-mails again"),
    )


def started_again(network: str) -> Words:
    """Mails go to somebody again."""
    return Words(
        _("You get e-mails from {network} again").format(network=network),
        (_("If you had a break from a scheme, end it on your page when you're ready."),),
    )


def digest_stopped(network: str) -> Words:
    """Their digest comes no more."""
    return Words(
        _("Your digest has stopped"),
        (
            _("We'll send you no more digests from {network}.").format(network=network),
            _("To have it again, type digest me weekly on your page."),
        ),
    )


def is_over() -> Asks:
    """The link was good once."""
    return Asks(
        Words(
            _("This link has run out"),
            (
                _("Links in our e-mails only work for a time, to keep your page yours."),
                _("Nothing is lost. We can send a fresh link to the same e-mail address."),
            ),
        ),
        _("Send me a fresh link"),
    )


def fresh_sent() -> Words:
    """A fresh link is on its way; the same words however often it is asked for."""
    return Words(
        _("Check your e-mail"),
        (
            _("A fresh link is on its way to the same address."),
            _("It can take a few minutes. If it doesn't come, look in your junk folder."),
        ),
    )


# Signed in


def signed_out() -> Words:
    """Nobody is signed in."""
    return Words(
        _("You're signed out"),
        (
            _("To open your page again, press any link in one of our e-mails."),
            _("Old links offer to send you a fresh one."),
        ),
    )


def had_that() -> Words:
    """The same press came twice."""
    return Words(
        _("We had that already"),
        (_("It was done the first time, and nothing more has changed."),),
    )


def stale() -> Words:
    """A button of a page that was open for very long, or was somebody else's."""
    return Words(
        _("That page was open for too long"),
        (_("Nothing has changed. Go to your page and try again from there."),),
    )


def not_from_here() -> Words:
    """The form came from another site."""
    return Words(
        _("We couldn't be sure that it was you"),
        (
            _("That came from another website, so we did nothing, and nothing has changed."),
            _("Please open the page again from our e-mail."),
        ),
    )


def too_large() -> str:
    """More than is read."""
    return _("That's more than we can read. Files can have 2 MB at most. Nothing has changed.")


def sentences(said: Iterable[str]) -> tuple[Block, ...]:
    """Each sentence as a paragraph."""
    return tuple(Paragraph((one,)) for one in said)


def unreadable() -> Words:
    """The form could not be read."""
    return Words(
        _("We couldn't read that"), (_("Nothing has changed. Please go back and try again."),)
    )


def too_fast() -> Words:
    """Somebody presses faster than people do."""
    return Words(
        _("Please wait a minute"),
        (_("That was faster than we can follow. Nothing has changed; try again in a minute."),),
    )


def trouble() -> Words:
    """Our side has trouble."""
    return Words(
        _("We can't do that just now"),
        (_("Nothing has changed. Try again in a minute; if it fails again, tell an organiser."),),
    )
