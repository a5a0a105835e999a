"""The page on which people join by e-mail: what organisers read about it, and its form."""

from bot.form import Form, TextInput
from bot.message import (
    Button,
    Buttons,
    Link,
    Message,
    Rich,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.look import Look
from bot.wording.view import View, view_for
from storage.join_pages import JoinPage
from storage.notices.mail import JoinPageFlooded

OPEN, CLOSE = "teapoint join page open", "teapoint join page close"
WELCOME = "teapoint join page welcome"
WORDS = "words"
LONGEST_WELCOME = 600


def how_it_stands(page: JoinPage | None, address: str) -> Message:
    """Whether the page is open, where it is, and what organisers can do about it."""
    if page is None or not page.is_open:
        return say(
            _("This network has no join page now. With one, people join with an e-mail address."),
            _("They need neither Slack nor Teams: all that we send them comes by e-mail."),
            Buttons((Button(_("Open the join page"), OPEN, style="primary"),)),
        )
    words = (page.welcome,) if page.welcome else ()
    return say(
        rich(_("People can join this network by e-mail at {page}."), page=Link(address, address)),
        *([_("It begins with your words:"), *words] if words else []),
        Buttons(
            (
                Button(_("Change its first words"), WELCOME),
                Button(_("Close the join page"), CLOSE),
            )
        ),
    )


def opened(address: str) -> Message:
    """The page is open, and where."""
    return say(
        rich(_("The join page is open: {page}"), page=Link(address, address)),
        _(
            "Anyone with an e-mail address can join there, so give the address to whom you like. "
            "It says what this network is, who runs it and what we keep about people."
        ),
        Buttons((Button(_("Write its first words"), WELCOME), Button(_("Close it"), CLOSE))),
    )


def closed(view: View, *, was_open: bool) -> Message:
    """Nobody joins by the page any more."""
    if not was_open:
        return say(_("The join page isn't open, so nothing has changed."))
    again = _("Who joined by it stays a member. To open it again at the same address, type {open}.")
    return say(_("The join page is closed."), rich(again, open=view.code(OPEN)))


def welcome_form(words: str) -> Form:
    """The organisers' own words for the top of the page."""
    return Form(
        title=_("First words"),
        command=WELCOME,
        submit=_("Save"),
        inputs=(
            TextInput(
                WORDS,
                _("What should people read first?"),
                hint=_("For example, who meets here and what about. Leave it empty for our words."),
                value=words,
                optional=True,
                multiline=True,
                limit=LONGEST_WELCOME,
            ),
        ),
    )


def welcome_kept(address: str) -> Message:
    """The page says it from now on."""
    return say(rich(_("Saved. You can read it at {page}."), page=Link(address, address)))


def too_long() -> str:
    """More words than anybody reads."""
    return _("Use at most {count} letters.").format(count=LONGEST_WELCOME)


def not_open(view: View) -> tuple[Rich]:
    """There is no page to write words for."""
    words = _("Open the join page first: type {open}. Nothing has changed.")
    return (rich(words, open=view.code(OPEN)),)


def not_for_sensitive() -> tuple[str, ...]:
    """A sensitive network shows nothing outside."""
    return (
        _("This network is one of those that show nothing outside, so it has no join page."),
        _("Nothing has changed."),
    )


def cannot_be_opened() -> tuple[str, ...]:
    """Nobody outside could reach the page, or no mail can be sent."""
    return (
        _(
            "Nobody could join by e-mail yet: whoever runs Teapoint here has not set up a web "
            "address and a way to send e-mail."
        ),
        _("Nothing has changed."),
    )


def flooded(look: Look, notice: JoinPageFlooded) -> Message | None:
    """The page is used far more than people do."""
    page = look.tx.join_pages.of(look.network.id)
    if page is None or not page.is_open or page.code != notice.code:
        return None
    close = view_for(look).code(CLOSE)
    return say(
        _("The join page is being used far more often than usual, perhaps by a machine."),
        _(
            "We send only a few e-mails an hour from it until that ends, and ask everybody else to "
            "try again later. Nothing changes for members."
        ),
        rich(_("If you'd rather close it for now, type {close}."), close=close),
        Buttons((Button(_("Close the join page"), CLOSE),)),
    )
