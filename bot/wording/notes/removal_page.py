"""The page on which anyone named in notes asks that something is taken out: its words."""

from dataclasses import dataclass

from bot.wording.language import gettext as _
from bot.wording.pages import Words
from jobs.sessions.removals import KEPT_DAYS, LONGEST_WORDS


@dataclass(frozen=True, slots=True)
class Labels:
    """Everything on the page but what somebody wrote."""

    title: str
    skip: str
    intro: tuple[str, ...]
    words: str
    words_hint: str
    contact: str
    contact_hint: str
    send: str
    next_heading: str
    next_steps: tuple[str, ...]
    error_heading: str


def labels(session: str, network: str) -> Labels:
    """The page's words; an empty `session` where nobody but members may know its title."""
    about = (
        _("This is about the notes of “{session}”, kept by {network}.")
        if session
        else _("This is about session notes kept by {network}.")
    )
    return Labels(
        title=_("Ask to be taken out of session notes"),
        skip=_("Skip to the page"),
        intro=(
            about.format(session=session, network=network),
            _("You can ask whether you're a member or not. You don't have to say why."),
        ),
        words=_("What should be taken out?"),
        words_hint=_("Your name, or the words about you, as the notes have them."),
        contact=_("How can we reach you? (optional)"),
        contact_hint=_("Such as an email address. We use it only to answer you."),
        send=_("Ask for it to be taken out"),
        next_heading=_("What happens next"),
        next_steps=(
            _("The organisers of {network} read what you write here. Nobody else does.").format(
                network=network
            ),
            _("They decide within one month. Most requests take a few days."),
            _(
                "What they take out goes from the notes, from earlier versions and from the posts "
                "in channels. Copies that people saved elsewhere we can't reach."
            ),
            _("We delete what you write here {days} days after it is settled.").format(
                days=KEPT_DAYS
            ),
        ),
        error_heading=_("There is a problem"),
    )


def sent() -> Words:
    """It is on its way to the organisers."""
    return Words(
        _("Your request has been sent"),
        (
            _("The organisers have been told, and decide within one month."),
            _("If you left a way to reach you, they can answer you. You can close this page."),
        ),
    )


def empty() -> str:
    """Nothing was written."""
    return _("Write what should be taken out, such as your name.")


def too_long() -> str:
    """More than anybody needs."""
    return _("That's too long. Use {most} characters at most; what you wrote is below.").format(
        most=f"{LONGEST_WORDS:,}"
    )


def stale() -> str:
    """The page was open for long, or came from elsewhere."""
    return _("This page had been open for a while. Check your words below, then send them again.")


def too_many() -> str:
    """More requests than a person makes."""
    return _("Many requests came in just now. What you wrote is below: try again in an hour.")


def unknown() -> Words:
    """The link is none of ours, or the notes are gone."""
    return Words(
        _("There's nothing to take out here"),
        (
            _("The link may be incomplete, or the notes are gone already."),
            _("Check that you copied all of it."),
        ),
    )


def trouble() -> Words:
    """The database takes nothing now."""
    return Words(
        _("We can't keep your request just now"),
        (_("Nothing has been sent. Please try again in a minute."),),
    )
