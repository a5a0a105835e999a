"""Forms as cards: filled in where they stand, sent by one action, replaced by the answer. Pure.

What was typed comes back under each input's id, together with the action's hidden `data`: how to
read it (`bot.form_reading.FORM`), the form's command and reference, and how the form was opened,
so that it can be shown again with what is wrong; nothing of it is kept here.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from bot.form import Form, Option
from bot.form_reading import FORM, Raw, describe_form, refill
from bot.message import Block, Bold, plain_text, say
from bot.platforms.teams.actions import SUBMIT, carry, heading
from bot.platforms.teams.inputs import render_input
from bot.platforms.teams.markup import Json, Reader, draw_line, label, lines, naming
from bot.platforms.teams.paging import keep
from bot.platforms.teams.render import (
    WHOLE_BYTES,
    bytes_of,
    envelope,
    render_blocks,
    texts_of,
)
from bot.wording import cards as wording

_LONGEST_TITLE = 100
_MARGIN_BYTES = 8_000
_NO_ERRORS: Mapping[str, str] = {}

Opened = tuple[str, str]
"""The command line and the reference that a form was the answer to."""


def render_form(
    form: Form,
    reader: Reader,
    places: Sequence[Option] = (),
    opened: Opened | None = None,
    *,
    dialog: bool = False,
) -> Json:
    """Return a form as one card of less than 80 KB.

    `places`: the channels that a choice of one offers, their values our place ids. `dialog`: for
    a dialog (task module), which sends by Action.Submit and has a title of its own.
    """
    return _card(form, reader, places, opened, _NO_ERRORS, dialog=dialog)


def render_errors(
    form: Form,
    raw: Raw,
    errors: Mapping[str, str],
    reader: Reader,
    places: Sequence[Option] = (),
    opened: Opened | None = None,
    *,
    dialog: bool = False,
) -> Json:
    """Return the form again as it was filled in, each sentence at its input.

    `form` is what its opening command answers now, `raw` what was sent. A sentence for an input
    that the form no longer has stands at the top.
    """
    return _card(refill(form, raw), reader, places, opened, errors, dialog=dialog)


def _card(
    form: Form,
    reader: Reader,
    places: Sequence[Option],
    opened: Opened | None,
    errors: Mapping[str, str],
    *,
    dialog: bool,
) -> Json:
    blocks = (*form.intro, *form.outro)
    reader = naming(reader, (text for block in blocks for text in texts_of(block)))
    top = [] if dialog else [heading(form.title, "large")]
    top += _look_again(form, errors, reader)
    asked = [
        element
        for each in form.inputs
        for element in render_input(each, form.command, places, errors.get(each.name, ""), reader)
    ]
    action = _submit(form, reader, opened, dialog=dialog)
    room = WHOLE_BYTES - _MARGIN_BYTES - bytes_of([top, asked, action])
    intro, outro = _around(form, reader, room)
    words = "\n".join((form.title, plain_text(say(*form.intro))))
    return envelope([*top, *intro, *asked, *outro], words, reader) | {"actions": [action]}


def _around(form: Form, reader: Reader, room: int) -> tuple[list[Json], list[Json]]:
    """What stands before and after the inputs, as far as there is room."""
    intro = _fit(form.intro, reader, room // 2)
    return intro, _fit(form.outro, reader, room - bytes_of(intro))


def _fit(blocks: Sequence[Block], reader: Reader, room: int) -> list[Json]:
    size_of = partial(_size, reader)
    return render_blocks(keep(blocks, size_of, max(0, room)), reader)


def _size(reader: Reader, block: Block) -> int:
    return bytes_of(render_blocks((block,), reader))


def _look_again(form: Form, errors: Mapping[str, str], reader: Reader) -> list[Json]:
    if not errors:
        return []
    names = {asked.name for asked in form.inputs}
    homeless = [sentence for name, sentence in errors.items() if name not in names]
    told = (wording.look_again(), *homeless)
    style = {"color": "attention"}
    return [draw_line(line, reader, style) for each in told for line in lines((Bold(each),))]


def _submit(form: Form, reader: Reader, opened: Opened | None, *, dialog: bool) -> Json:
    data = carry(SUBMIT, form.command, form.ref, reader.origin) | {FORM: describe_form(form)}
    if opened:
        data["opened"] = list(opened)
    named: Json = {"title": label(form.submit, _LONGEST_TITLE), "style": "positive", "data": data}
    if dialog:
        return {"type": "Action.Submit"} | named
    return {"type": "Action.Execute", "verb": form.command} | named
