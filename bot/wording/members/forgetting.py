"""Deleting what we keep about a person: what it means, what cannot be undone, and the goodbye."""

from bot.message import Bullets, Button, Buttons, Confirm, Message, rich, say
from bot.wording.language import gettext as _
from bot.wording.view import View


def ask_to_forget(view: View) -> Message:
    """Say what deleting does and what cannot be undone, with the button that does it."""
    button = Button(
        _("Delete everything about me"),
        "forget me now",
        style="danger",
        confirm=Confirm(
            title=_("Delete everything?"),
            text=_("This can't be undone. We can't bring anything back."),
            yes=_("Delete everything"),
            no=_("Keep it"),
        ),
    )
    return say(
        _("This deletes what {network} keeps about you. It can't be undone.").format(
            network=view.network.name
        ),
        Bullets(
            (
                (
                    _(
                        "You leave this network and every scheme. "
                        "An open introduction is called off."
                    ),
                ),
                (_("Your name, organisation, interests and contact details are deleted."),),
                (_("Your list of people to avoid is deleted."),),
                (_("Your own digest, your blogs and your reminders to write are deleted."),),
                (_("People you were introduced to keep a nameless line in their history."),),
                (_("Messages that people have already received stay with them."),),
            )
        ),
        rich(
            _("To see what we keep first, type {my_data}. To go ahead, press or type {now}."),
            my_data=view.code("my data"),
            now=view.code("forget me now"),
        ),
        Buttons((button,)),
    )


def forgotten(view: View) -> Message:
    """The last words to somebody who was forgotten."""
    return say(
        _("It's done: everything that {network} kept about you is deleted.").format(
            network=view.network.name
        ),
        _("Thank you for having been here. You're welcome back at any time."),
    )


def last_organiser(view: View) -> Message:
    """The only organiser cannot vanish: the network would be nobody's."""
    return say(
        _("You're the only organiser of this network, so we can't delete your data yet."),
        rich(
            _("First make somebody else an organiser: type {add}. Nothing has changed."),
            add=view.code("organisers add"),
        ),
    )
