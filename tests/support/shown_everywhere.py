"""An answer as Slack, Teams and a page show it, each judged by its own rules."""

from html import unescape

from bot.form import Answer, Form, Option
from bot.message import Message
from bot.pages.mail_door import Ways
from bot.pages.mail_look import draw
from bot.platforms.slack import views
from bot.platforms.slack.render import render_message
from bot.platforms.teams import forms, render
from bot.platforms.teams.markup import Reader
from tests.support.block_oracle import check_message, check_view
from tests.support.card_oracle import check_card

_HERE = Reader("7f6c2a10-0000-4000-8000-000000000001")
_WAYS = Ways("say", "out", "stop")
_DRAWN: set[tuple[object, ...]] = set()


def show_form_once(form: Form) -> None:
    """Draw a form everywhere, unless one with the same inputs was drawn already."""
    inputs = tuple((type(asked), asked.name, asked.label) for asked in form.inputs)
    shape = (form.command, form.title, inputs)
    if shape not in _DRAWN:
        _DRAWN.add(shape)
        show_everywhere(form)


def show_everywhere(answer: Answer | None) -> str:
    """Draw an answer for Slack, Teams and a page, each judged; return what kind it was."""
    if isinstance(answer, Form):
        check_view(views.render_form(answer, "T0TEAPOINT"))
        check_card(forms.render_form(answer, _HERE, (), (answer.command, answer.ref)))
        wrong = {asked.name: "Look again." for asked in answer.inputs}
        check_card(forms.render_errors(answer, {}, wrong, _HERE))
        page = unescape(draw_page(answer, Message(answer.intro)).decode())
        assert [asked.label for asked in answer.inputs if asked.label not in page] == []
        return "form"
    if isinstance(answer, Message):
        check_message(render_message(answer, "T0TEAPOINT"))
        for card in render.render_pages(answer, _HERE):
            check_card(card, render.PAGE_BYTES)
        assert b"</main>" in draw_page(None, answer)
        return "message"
    return ""


def draw_page(form: Form | None, message: Message) -> bytes:
    page = draw(
        "answer.html",
        "",
        heading="Heading",
        network="Network",
        shown=message.blocks,
        form=form,
        tickets=lambda button: button.command,
        ticket="ticket",
        ways=_WAYS,
        errors={},
        problem=(),
        places=(Option("p_1", "#tea"),),
    )
    return bytes(page.body)
