"""Forms, answers to forms and App Home as Slack's views. Pure."""

from collections.abc import Mapping

from bot.form import Form
from bot.message import Message
from bot.platforms.slack.fit import VIEW_BLOCKS, VIEW_TEXT, fit
from bot.platforms.slack.inputs import render_input
from bot.platforms.slack.press import NOWHERE, Origin, Pressed, pack_metadata
from bot.platforms.slack.render import header, render_blocks
from bot.platforms.slack.text import Json, escape, plain_text
from bot.shown import measure
from bot.wording import controls

FORM, TOLD = "form", "told"

_LONGEST_TITLE = 24
_NO_PLACES: Mapping[str, str] = {}
# The controls before a form's inputs and those after them are numbered apart.
_OUTRO_NUMBERS = 1_000


def render_form(
    form: Form,
    authority: str,
    origin: Origin = NOWHERE,
    places: Mapping[str, str] = _NO_PLACES,
) -> Json:
    """Return a modal; a title that Slack must cut stands whole as its first heading.

    `places` maps the place ids that are chosen already to channel ids. What was typed into a form
    and its errors are kept by Slack, also when this form replaces an older one of its command.
    """
    room = VIEW_BLOCKS - len(form.inputs) - 1
    intro = fit(form.intro, VIEW_TEXT, room)
    outro = fit(form.outro, VIEW_TEXT, room - len(intro))
    blocks = render_blocks(intro, authority)
    blocks += [render_input(asked, form.command, places) for asked in form.inputs]
    blocks += render_blocks(outro, authority, _OUTRO_NUMBERS)
    return _modal(form.title, blocks, FORM) | {
        "submit": plain_text(form.submit, _LONGEST_TITLE),
        "close": plain_text(controls.cancel(), _LONGEST_TITLE),
        "private_metadata": pack_metadata(Pressed(form.command, form.ref), origin),
    }


def render_told(
    message: Message,
    authority: str,
    origin: Origin = NOWHERE,
    title: str = "",
    *,
    last: bool = True,
) -> Json:
    """Return a modal that only tells. `last`: closing it closes the form behind it too."""
    blocks = render_blocks(fit(message.blocks, VIEW_TEXT, VIEW_BLOCKS - 1), authority)
    return _modal(title or controls.done(), blocks, TOLD) | {
        "close": plain_text(controls.close(), _LONGEST_TITLE),
        "clear_on_close": last,
        "private_metadata": pack_metadata(Pressed(""), origin),
    }


def render_home(message: Message, authority: str) -> Json:
    """Return the App Home of one person."""
    blocks = render_blocks(fit(message.blocks, VIEW_TEXT, VIEW_BLOCKS), authority)
    return {
        "type": "home",
        "blocks": blocks,
        "private_metadata": pack_metadata(Pressed(""), Origin(home=True)),
    }


def _modal(title: str, blocks: list[Json], kind: str) -> Json:
    cut = measure(escape(title)) > _LONGEST_TITLE
    whole = [header(title)] if cut else []
    return {
        "type": "modal",
        "callback_id": kind,
        "title": plain_text(title, _LONGEST_TITLE),
        "blocks": whole + blocks,
    }
