"""What small pages say: a set's dates, and that a link leads nowhere any more."""

from dataclasses import dataclass

from bot.wording.language import gettext as _


@dataclass(frozen=True, slots=True)
class Words:
    """A page's heading and its sentences."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of a page, and what it says."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a set in words, and the ways into a diary."""

    heading: str
    links: tuple[PageLink, ...]


def dates_of_set() -> Words:
    """A set's dates as they are now."""
    return Words(
        _("Your set's dates"),
        (
            _("Choose your diary below each date. It opens with everything filled in."),
            _("If a meeting moves, we message you. This page always shows the dates as they are."),
        ),
    )


def ways_into_diary(outlook: str, google: str, file: str) -> tuple[PageLink, ...]:
    """The links below one date."""
    return (
        PageLink(outlook, _("Outlook on the web")),
        PageLink(google, _("Google Calendar")),
        PageLink(file, _("Calendar file, for any other diary")),
    )


def no_more_dates() -> Words:
    """The set has ended, or has no meeting ahead."""
    return Words(
        _("This set has no more dates"),
        (_("There's nothing left to put in your diary, and nothing you need to do."),),
    )


def unknown_link() -> Words:
    """The link is none of ours, or only a part of one."""
    return Words(
        _("We don't know this link"),
        (
            _("A part of it may be missing. Nothing is lost."),
            _("Please open it again from the message that we sent you."),
        ),
    )


def meeting_over() -> Words:
    """The meeting has been."""
    return Words(
        _("This meeting is over"),
        (_("There's nothing left to put in your diary, and nothing you need to do."),),
    )


def meeting_gone() -> Words:
    """The meeting was deleted, or never had a time."""
    return Words(
        _("There's no such meeting any more"),
        (
            _("We no longer keep anything about it."),
            _("If it's still in your diary, you can delete it there."),
        ),
    )


def ask_no_more() -> Words:
    """Somebody opened the link that stops questions about what follows sessions."""
    return Words(
        _("Stop our questions?"),
        (
            _("We'll ask you nothing more about what follows sessions."),
            _("What you carry on stays yours."),
        ),
    )


def stop_asking() -> str:
    """The button that does so."""
    return _("Stop the questions")


def asked_no_more() -> Words:
    """Nothing more is asked."""
    return Words(
        _("We've stopped the questions"),
        (
            _("We won't ask you about what follows sessions any more."),
            _("What you carry on is still yours."),
            _("To be asked again, send Teapoint the words: notes remind me."),
        ),
    )
