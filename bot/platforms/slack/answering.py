"""From what a person did on Slack to what they see: one listener for each way to do something.

Bolt hands listeners their arguments by name.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.command import Names
from bot.form import Answer, Form, FormErrors
from bot.message import Button, Buttons, Message
from bot.platforms.slack.asking import Asked, Asking, Ways, changed_home, install_of
from bot.platforms.slack.hear import (
    hear_home,
    hear_press,
    hear_search,
    hear_shortcut,
    hear_slash,
    hear_submit,
    hear_words,
    origin_of,
    presser_of,
)
from bot.platforms.slack.inputs import render_options
from bot.platforms.slack.press import Origin
from bot.platforms.slack.render import OPEN, render_message, render_pages
from bot.platforms.slack.reply import (
    Turn,
    in_words,
    open_view,
    push_view,
    replace_view,
    say,
    say_pages,
    told,
)
from bot.platforms.slack.text import Json
from bot.platforms.slack.views import FORM, render_told
from bot.wording import controls, trouble

Next = Callable[[], Awaitable[object]]
_SAID = "teapoint_said"


class Answering:
    """Listeners for everything that a person can do."""

    def __init__(self, ways: Ways) -> None:
        self._asking = Asking(ways)
        self._names = ways.names
        shortcuts = ways.names.shortcuts or {}
        self._first_words = {slash: first for first, slash in shortcuts.items()}

    async def slash(self, body: Json, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """A slash command: the answer travels in the acknowledgement where it is there in time."""
        install = install_of(context)
        heard = hear_slash(body, self._first_words, install)
        turn = await self._asking.begin(heard, install, Origin(heard.place), heard.event_id)
        asked = self._asking.ask(turn)
        if not await self._asking.in_time(turn, asked):
            waiting = trouble.still_working()
            await ack(_in_ack(render_message(waiting, turn.authority), waiting))
            await self._asking.tell(turn, await asked)
            return
        answer = asked.result()
        if answer is None:
            await ack()
        elif isinstance(answer, Form):
            await ack()
            await self._open_form(turn, answer)
        else:
            message = in_words(answer, heard)
            first, *more = render_pages(message, turn.authority)
            await ack(_in_ack(first, message))
            await say_pages(turn, more, public=message.public)

    async def press(self, body: Json, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """A button: acknowledged, then answered by new text or by a form."""
        install = install_of(context)
        if str(body["actions"][0].get("action_id")).startswith(f"{OPEN}:"):
            await ack()  # a link: the person has followed it already
            return
        heard, origin = hear_press(body, install), origin_of(body)
        if heard is None:
            await ack()
            stranger = presser_of(body, install)
            turn = await self._asking.begin(stranger, install, origin, stranger.event_id)
            await self._show(turn, controls.out_of_date(self._names), body)
            return
        turn = await self._asking.begin(heard, install, origin, heard.event_id)
        asked = self._asking.ask(turn)
        in_time = await self._asking.in_time(turn, asked)
        await ack()
        if in_time:
            await self._show(turn, asked.result(), body)
        else:
            await say(turn, trouble.still_working())
            await self._asking.tell(turn, await asked)
        if changed_home(turn, asked.result()):
            await self._asking.show_home(turn, install)

    async def shortcut(self, body: Json, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """A shortcut on a message: acknowledged, then answered by a form or by words."""
        install = install_of(context)
        heard = hear_shortcut(body, install)
        turn = await self._asking.begin(heard, install, Origin(heard.place), heard.event_id)
        asked = self._asking.ask(turn)
        in_time = await self._asking.in_time(turn, asked)
        await ack()
        if not in_time:
            await say(turn, trouble.still_working())
        answer = await asked
        if in_time and isinstance(answer, Form):
            again = controls.form_expired(answer, answer.command, answer.ref)
            await open_view(turn, await self._asking.form(turn, answer), again)
        elif isinstance(answer, Form):
            await say(turn, controls.open_form(answer, answer.command, answer.ref))
        else:
            await self._asking.tell(turn, answer)

    async def submit(self, body: Json, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """A form: its errors, its answer or the next form travel in the acknowledgement."""
        install = install_of(context)
        heard, origin = hear_submit(body, install)
        if not heard.text:
            await ack(_out_of_date(origin, install.authority, self._names))
            return
        turn = await self._asking.begin(heard, install, origin, heard.event_id)
        asked = self._asking.ask(turn)
        if await self._asking.in_time(turn, asked):
            await ack(await self._after_form(turn, asked.result(), body["view"]) or "")
        else:
            await self._after_wait(turn, asked, body["view"], ack)
        if changed_home(turn, asked.result()):
            await self._asking.show_home(turn, install)

    async def search(self, body: Json, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """Letters typed into a search input."""
        install = install_of(context)
        heard, source, query = hear_search(body, install)
        turn = await self._asking.begin(heard, install)
        offered = await self._asking.suggest(turn, source, query)
        await ack(options=render_options(offered)[:100])

    async def words(self, body: Json, context: AsyncBoltContext, next_: Next) -> None:
        """Words typed to the bot, in a direct message or after its name: heard before the ack.

        Bolt acknowledges events before it calls their listener, but after this middleware.
        """
        install = install_of(context)
        heard = hear_words(body, install)
        if heard is not None:
            event = body["event"]
            begun = await self._asking.begin(heard, install, Origin(heard.place))
            turn = replace(begun, thread=str(event.get("thread_ts") or ""))
            asked = self._asking.ask(turn)
            in_time = await self._asking.in_time(turn, asked)
            context[_SAID] = (turn, asked, in_time)
        await next_()

    async def reply(self, context: AsyncBoltContext) -> None:
        """The answer to words, after the ack."""
        if _SAID not in context:
            return
        self._asking.note()
        turn, asked, in_time = context[_SAID]
        if not in_time:
            await say(turn, trouble.still_working())
        await self._asking.tell(turn, await asked)

    async def home(self, body: Json, context: AsyncBoltContext) -> None:
        """App Home was opened."""
        if body["event"].get("tab", "home") != "home":
            return
        install = install_of(context)
        turn = await self._asking.begin(hear_home(body, install), install, Origin(home=True))
        await self._asking.show_home(turn, install)

    async def nothing(self, ack: AsyncAck) -> None:
        """Something that asks for no answer."""
        await ack()

    async def _show(self, turn: Turn, answer: Answer | None, body: Json) -> None:
        """Answer a press where it was made."""
        view = body.get("view") or {}
        if answer is None:
            return
        if isinstance(answer, Form):
            await self._open_form(turn, answer, over=view.get("type") == "modal")
        elif view.get("type") == "modal":
            await _show_over_view(turn, in_words(answer, turn.heard), view)
        elif view.get("type") == "home":
            message = in_words(answer, turn.heard)
            await open_view(turn, told(turn, message, controls.name()), message)
        else:
            await say(turn, in_words(answer, turn.heard))

    async def _open_form(self, turn: Turn, form: Form, *, over: bool = False) -> None:
        instead = controls.form_expired(form, turn.heard.text, turn.heard.ref)
        show = push_view if over else open_view
        await show(turn, await self._asking.form(turn, form), instead)

    async def _after_form(self, turn: Turn, answer: Answer | None, view: Json) -> Json:
        """Return the acknowledgement of a form. What failed is put over it, so it stays filled."""
        if answer is None:
            return {}
        if isinstance(answer, Form):
            return {"response_action": "update", "view": await self._asking.form(turn, answer)}
        if isinstance(answer, FormErrors) and (errors := _at_inputs(answer, view)):
            return {"response_action": "errors", "errors": errors}
        message = in_words(answer, turn.heard)
        shown = told(turn, message, _title_over(message, view), last=not message.failed)
        return {"response_action": "push" if message.failed else "update", "view": shown}

    async def _after_wait(self, turn: Turn, asked: Asked, view: Json, ack: AsyncAck) -> None:
        """Put "one moment" over the form, and the answer in its place when it is there."""
        name = f"wait:{view['id']}:{view.get('hash', '')}"
        waiting = told(turn, trouble.still_working(), controls.waiting(), last=False)
        await ack({"response_action": "push", "view": waiting | {"external_id": name}})
        answer = await asked
        if answer is None:
            return
        message = in_words(answer, turn.heard)
        shown = told(turn, message, _title_over(message, view), last=not message.failed)
        if isinstance(answer, Form):
            shown = await self._asking.form(turn, answer)
        await replace_view(turn, shown | {"external_id": name}, {"external_id": name}, message)


async def _show_over_view(turn: Turn, message: Message, view: Json) -> None:
    """Over a form, which keeps what was typed; in place of what was only told."""
    if view.get("callback_id") == FORM:
        await push_view(turn, told(turn, message, controls.name(), last=False), message)
    else:
        shown = told(turn, message, _title_of(view), last=bool(view.get("clear_on_close")))
        await replace_view(turn, shown, {"view_id": view["id"]}, message)


def _title_over(message: Message, view: Json) -> str:
    """An answer that asks something has done nothing yet, so it keeps the form's title."""
    rows = [block.buttons for block in message.blocks if isinstance(block, Buttons)]
    buttons = [one for row in rows for one in row if isinstance(one, Button)]
    asks = any(button.style != "plain" for button in buttons)
    return _title_of(view) if asks else controls.done()


def _title_of(view: Json) -> str:
    return str(view.get("title", {}).get("text", "")) or controls.name()


def _out_of_date(origin: Origin, authority: str, names: Names) -> Json:
    message = controls.out_of_date(names)
    view = render_told(message, authority, origin, controls.not_done())
    return {"response_action": "update", "view": view}


def _in_ack(payload: Json, message: Message) -> Json:
    """Return an answer as Slack takes it in place of a plain acknowledgement."""
    kind = "in_channel" if message.public else "ephemeral"
    return {"response_type": kind, "mrkdwn": False} | payload


def _at_inputs(found: FormErrors, view: Json) -> dict[str, str]:
    """Return each error at its input; what is about none of them stands at the first."""
    names = [str(b["block_id"]) for b in view.get("blocks", []) if b.get("type") == "input"]
    at = {name: [text] for name, text in found.errors.items() if name in names}
    stray = [text for name, text in found.errors.items() if name not in names]
    if stray and names:
        at[names[0]] = at.get(names[0], []) + stray
    return {name: " ".join(texts) for name, texts in at.items()}
