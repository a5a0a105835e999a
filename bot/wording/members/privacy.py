"""The privacy notice that people read before they join, and its version."""

import hashlib

from bot.command import Names, Policy
from bot.message import (
    Block,
    Button,
    Buttons,
    Code,
    Heading,
    Message,
    Paragraph,
    paragraph,
    plain_text,
)
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.members.leaving import leave_button


def notice(policy: Policy, names: Names) -> tuple[Block, ...]:
    """Who keeps what, why, how long, who sees it, and what a person can ask for."""
    ask = paragraph(
        _(
            "Ask for your data with {my_data}, or delete it with {forget_me}, at any time. "
            "If you have a question, contact {contact}."
        ),
        my_data=Code(names.typed("my data")),
        forget_me=Code(names.typed("forget me")),
        contact=policy.contact,
    )
    return (*_what_is_kept(policy), *_who_sees_it(), ask)


def _what_is_kept(policy: Policy) -> tuple[Block, ...]:
    return (
        paragraph(
            _("{controller} runs this network and looks after what you tell us."),
            controller=policy.controller,
        ),
        Paragraph(
            (
                _(
                    "We'll keep your name, organisation, sector, profession, region and interests. "
                    "If you have a digest of blog posts, we'll keep what you chose for it. "
                    "We use all this to introduce you to people, in session notes and for your "
                    "digest, and for nothing else."
                ),
            )
        ),
        paragraph(
            ngettext(
                "We'll keep who you've been introduced to for {count} month. "
                "If you leave, everything about you is deleted {count} month later.",
                "We'll keep who you've been introduced to for {count} months. "
                "If you leave, everything about you is deleted {count} months later.",
                policy.retention_months,
            ),
            count=str(policy.retention_months),
        ),
    )


def _who_sees_it() -> tuple[Block, ...]:
    return (
        Paragraph(
            (
                _(
                    "People in this network can see your name, organisation and interests. "
                    "Your partner also sees what you choose to share, such as contact details."
                ),
            )
        ),
        Paragraph(
            (
                _(
                    "If you take notes of a session, people in this network can read them. They "
                    "see that you wrote them, unless the session agreed on no names. Anyone who "
                    "is named in notes can ask to be taken out."
                ),
            )
        ),
        Paragraph(
            (
                _(
                    "We never read your conversations. "
                    "The administrators of a workspace, a team or a mailbox may be able to read "
                    "messages in it."
                ),
            )
        ),
    )


def version(policy: Policy) -> str:
    """Return a short digest of the words: when they change, people are asked again.

    What commands are called here does not count.
    """
    words = plain_text(Message(notice(policy, Names())))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def show(policy: Policy, names: Names, *, ask: bool) -> Message:
    """The notice to read; `ask`: it changed since this member read it."""
    heading = Heading(_("How we use what you tell us"))
    blocks: tuple[Block, ...] = (heading, *notice(policy, names))
    if not ask:
        return Message(blocks)
    changed = Paragraph(
        (_("This has changed since you joined. If you don't agree, you can leave at any time."),)
    )
    agree = Button(_("Carry on taking part"), "privacy agree", version(policy), "primary")
    return Message((*blocks, changed, Buttons((agree, leave_button()))))


def agreed(*, is_new: bool) -> str:
    """A member read the new notice and stays."""
    if is_new:
        return _("Thank you. You're still taking part, and nothing else has changed.")
    return _("You had agreed to this already, so nothing has changed.")


def outdated() -> str:
    """The notice changed again since the button was shown."""
    return _("The privacy notice has changed again since you opened it. Please read it once more.")


def changed(names: Names) -> Paragraph:
    """One line for status and Home, when the notice changed."""
    return paragraph(
        _("How we use what you tell us has changed. To read it, type {command}."),
        command=Code(names.typed("privacy")),
    )
