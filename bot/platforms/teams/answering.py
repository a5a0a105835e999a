"""From what a person did on Teams to what they see: one method for each way to do something.

What is returned to Teams: "Universal Actions for Adaptive Cards" and "Message extensions",
learn.microsoft.com.
"""

from dataclasses import replace

from bot.command import Names
from bot.form import Answer, Form, FormErrors
from bot.message import Message
from bot.platforms.teams.asking import Asked, Asking, Turn
from bot.platforms.teams.connector import CARD, as_activity
from bot.platforms.teams.dialogs import (
    card_task,
    found_notes,
    message_task,
    nothing_typed,
    search_text,
)
from bot.platforms.teams.forms import render_errors
from bot.platforms.teams.hear import (
    elsewhere,
    hear_action,
    hear_make_notes,
    hear_search,
    hear_words,
    is_said_to_us,
)
from bot.platforms.teams.reading import Acted, read_action
from bot.platforms.teams.render import render_message
from bot.platforms.teams.reply import Replies, draw_message, in_a_sentence, in_words
from bot.platforms.teams.wire import Activity, Json, Scene, read_scene
from bot.under_way import UnderWay
from bot.wording import controls, trouble
from bot.wording.networks import on_teams
from jobs.delivery.voice import NotSentError

_SENTENCE = "application/vnd.microsoft.activity.message"


class Answering:
    """Answers everything that a person can do. Returns what Teams is told at once."""

    def __init__(self, asking: Asking, replies: Replies, later: UnderWay, names: Names) -> None:
        self._asking = asking
        self._replies = replies
        self._later = later
        self._names = names

    async def words(self, activity: Activity) -> None:
        """Words typed to the bot, heard before Teams hears from us, and answered after it."""
        scene = read_scene(activity)
        acted = read_action(activity.get("value"))
        if acted:  # a client that knows plain buttons only
            turn, asked = await self._act(scene, acted)
            in_time = await self._asking.in_time(turn, asked)
            self._later.begin(self._tell(turn, asked, in_time=in_time), "an answer on Teams")
            return
        if not is_said_to_us(activity, scene):
            return
        accounts = await self._asking.accounts(scene, activity)
        turn = await self._asking.begin(scene, hear_words(activity, scene, accounts))
        asked = self._asking.ask(turn)
        in_time = await self._asking.in_time(turn, asked)
        self._later.begin(self._tell(turn, asked, in_time=in_time), "an answer on Teams")

    async def action(self, activity: Activity) -> Json:
        """A button or a form on a card: a sentence under it, or another card in its place."""
        scene, acted = read_scene(activity), read_action(activity.get("value"))
        if acted is None:
            return sentence(in_a_sentence(controls.out_of_date(self._names)))
        turn, asked = await self._act(scene, acted)
        if not await self._asking.in_time(turn, asked):
            self._later.begin(self._after_wait(turn, asked, acted), "a late answer on Teams")
            return sentence(in_a_sentence(trouble.still_working()))
        if acted.raw is None:
            return await self._after_press(turn, asked.result())
        return await self._after_form(turn, acted, asked.result())

    async def open(self, activity: Activity) -> Json:
        """The action on a message that makes notes of it: a dialog with the form."""
        scene = read_scene(activity)
        heard = hear_make_notes(activity, scene)
        turn = await self._asking.begin(scene, heard, present=False)
        return await self._in_dialog(turn, self._asking.ask(turn), None)

    async def sent(self, activity: Activity) -> Json:
        """What was filled in or pressed in a dialog: the dialog shows what comes of it."""
        scene, acted = read_scene(activity), read_action(activity.get("value"))
        if acted is None:
            return message_task(in_a_sentence(controls.out_of_date(self._names)))
        turn, asked = await self._act(scene, acted, present=False)
        return await self._in_dialog(turn, asked, acted)

    async def search(self, activity: Activity) -> Json:
        """Words to find notes by: each that is found is a card to put into a message."""
        scene = read_scene(activity)
        heard = hear_search(activity, scene)
        if heard is None:
            return nothing_typed()
        turn = await self._asking.begin(scene, heard, present=False)
        asked = self._asking.ask(turn)
        if not await self._asking.in_time(turn, asked):
            return search_text(on_teams.search_again())
        return found_notes(asked.result(), turn.reader)

    async def _act(self, scene: Scene, acted: Acted, *, present: bool = True) -> tuple[Turn, Asked]:
        heard = hear_action(acted, scene)
        heard = heard if present else replace(heard, place=elsewhere(scene).place)
        turn = await self._asking.begin(scene, heard, acted.origin, present=present)
        if acted.raw is None:
            return turn, self._asking.ask(turn)
        return turn, self._asking.submit(turn, acted.raw)

    async def _tell(self, turn: Turn, asked: Asked, *, in_time: bool) -> None:
        if not in_time:
            await self._replies.say(turn, trouble.still_working())
        await self._replies.say(turn, await asked)

    async def _after_press(self, turn: Turn, answer: Answer | None) -> Json:
        """A button: the answer comes as a message of its own."""
        if answer is None:
            return sentence(controls.done())
        below = turn.alone or (isinstance(answer, Message) and answer.public)
        try:
            if not below and await self._replies.chat_of(turn) is None:
                return sentence(in_a_sentence(on_teams.add_first()))
        except NotSentError:  # Teams does not open it now: it is asked again, for longer
            self._later.begin(self._replies.say(turn, answer), "an answer on Teams")
            return sentence(in_a_sentence(trouble.still_working()))
        self._later.begin(self._replies.say(turn, answer, noted=True), "an answer on Teams")
        return sentence(on_teams.answered_below() if below else on_teams.answered_in_chat())

    async def _after_form(self, turn: Turn, acted: Acted, answer: Answer | None) -> Json:
        """A form: replaced by its answer or the next form; what is wrong leaves it filled in."""
        if answer is None:
            return sentence(controls.done())
        if isinstance(answer, FormErrors):
            return await self._look_again(turn, acted, answer)
        if isinstance(answer, Message) and answer.failed:
            self._later.begin(self._replies.say(turn, answer, noted=True), "an answer on Teams")
            return sentence(controls.not_done())
        if not turn.alone:  # forms are shown in people's own chats only
            return await self._after_press(turn, answer)
        first, *more = await self._draw_after(turn, answer)
        keeping = self._keep(turn, first, more, shown=True)
        self._later.begin(keeping, "the answer to a form on Teams")
        return in_its_place(first["attachments"][0]["content"])

    async def _look_again(self, turn: Turn, acted: Acted, found: FormErrors) -> Json:
        card = await self._errors(turn, acted, found)
        if card:
            return in_its_place(card)
        return sentence(in_a_sentence(in_words(found)))

    async def _errors(
        self, turn: Turn, acted: Acted, found: FormErrors, *, dialog: bool = False
    ) -> Json | None:
        """Return the form again with what is wrong; None where its line opens none any more."""
        form = await self._asking.form_again(turn, acted.opened)
        if form is None or acted.raw is None:
            return None
        form = replace(form, command=acted.text, ref=acted.ref)
        places = await self._asking.places(turn, form)
        told, reader = found.errors, turn.reader
        return render_errors(form, acted.raw, told, reader, places, acted.opened, dialog=dialog)

    async def _draw_after(self, turn: Turn, answer: Message | Form) -> list[Json]:
        if isinstance(answer, Form):  # the next one, which its own line opens again
            card = await self._replies.draw_form(turn, answer, (answer.command, answer.ref))
            return [as_activity(card, answer.title)]
        return draw_message(turn, answer)

    async def _keep(self, turn: Turn, first: Json, more: list[Json], *, shown: bool) -> None:
        """What replaced a form stands there for good, and the rest is said.

        `shown`: the first was seen there; else it is said, too, where it could not be put there.
        """
        scene = turn.scene
        kept = scene.about and await self._replies.replace(scene.where, scene.about, first)
        await self._replies.send_all(scene.where, more if kept or shown else [first, *more])

    async def _after_wait(self, turn: Turn, asked: Asked, acted: Acted) -> None:
        """Once it is there: a form's answer takes its place, everything else is said."""
        answer = await asked
        done = isinstance(answer, Message) and not answer.failed
        if acted.raw is None or not isinstance(answer, Message) or not done or not turn.alone:
            await self._replies.say(turn, answer, noted=True)
            return
        first, *more = draw_message(turn, answer)
        await self._keep(turn, first, more, shown=False)

    async def _in_dialog(self, turn: Turn, asked: Asked, acted: Acted | None) -> Json:
        if not await self._asking.in_time(turn, asked):
            self._later.begin(self._say_later(turn, asked), "a late answer on Teams")
            return message_task(on_teams.no_dialog())
        answer = asked.result()
        if answer is None:
            return message_task(controls.done())
        if isinstance(answer, Form):
            opened = (answer.command, answer.ref)
            card = await self._replies.draw_form(turn, answer, opened, dialog=True)
            return card_task(answer.title, card)
        if isinstance(answer, FormErrors) and acted:
            again = await self._errors(turn, acted, answer, dialog=True)
            if again:
                return card_task(controls.name(), again)
        message = in_words(answer)
        title = controls.not_done() if message.failed else controls.name()
        return card_task(title, render_message(message, turn.reader))

    async def _say_later(self, turn: Turn, asked: Asked) -> None:
        await self._replies.say(turn, await asked, noted=True)


def sentence(words: str) -> Json:
    """Return what Teams shows under a card, to whoever pressed it alone."""
    return {"statusCode": 200, "type": _SENTENCE, "value": words}


def in_its_place(card: Json) -> Json:
    """Return a card that takes the place of the pressed one."""
    return {"statusCode": 200, "type": CARD, "value": card}
