"""What small pages say when a link leads nowhere any more."""

from dataclasses import dataclass
from gettext import gettext as _


@dataclass(frozen=True, slots=True)
class Words:
    """A page's heading and its sentences."""

    heading: str
    sentences: tuple[str, ...]


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
