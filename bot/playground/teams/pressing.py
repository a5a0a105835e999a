"""Pressing the actions of cards, in messages and in dialogs."""

from bot.playground.common.given import Json, Raw
from bot.playground.common.page_errors import PageError
from bot.playground.teams.acting import SILENT, Actor, Body, read_inputs
from bot.playground.teams.activities import build_invoke, build_submission
from bot.playground.teams.cards import ADAPTIVE, Pressed, check_card, find_pressed
from bot.playground.teams.extensions import submit_dialog
from bot.playground.teams.records import Post, Talk

MESSAGE = "application/vnd.microsoft.activity.message"
MISSING = "This button is no longer there."


async def press(actor: Actor, body: Body) -> Json:
    """Press an action: {channel, ts, action, inputs}, or {view_id, action, inputs}."""
    if body.get("view_id"):
        return await submit_dialog(actor, body)
    talk = actor.enter(str(body.get("channel")))
    post = actor.find_post(talk, str(body.get("ts") or ""))
    pressed = _find(post.cards_for(actor.person.id), str(body.get("action")))
    inputs = read_inputs(body)
    if errors := pressed.check(inputs):
        return {"errors": errors}
    if pressed.action["type"] == "Action.Submit":
        sent = build_submission(actor.at(talk), post, pressed.merge(inputs))
        actor.hub.courier.send(sent)
        return {"ok": True, "answer": ""}
    return await _execute(actor, talk, post, pressed, inputs)


def _find(cards: list[Json], press_id: str) -> Pressed:
    # Messages have one card but for a few: their actions are counted from the first card on.
    for card in cards:
        if found := find_pressed(card, press_id):
            return found
    raise PageError(MISSING, 404)


async def _execute(actor: Actor, talk: Talk, post: Post, pressed: Pressed, inputs: Json) -> Json:
    known = ("type", "id", "verb", "title")
    action = {key: pressed.action[key] for key in known if key in pressed.action}
    value = {"action": action | {"data": pressed.merge(inputs)}, "trigger": "manual"}
    activity = build_invoke(actor.at(talk), "adaptiveCard/action", value, post)
    ack = await actor.hub.courier.deliver(activity)
    if not ack.ok:
        raise PageError(SILENT, 424)
    return {"ok": True, "answer": _take_answer(actor, talk, post, ack.body)}


def _take_answer(actor: Actor, talk: Talk, post: Post, body: Raw) -> str:
    """What the presser sees now: another card in place of the pressed one, or a sentence."""
    answer = body if isinstance(body, dict) else {}
    value, kind = answer.get("value"), answer.get("type")
    if int(answer.get("statusCode") or 200) >= 400:
        raise PageError(_read_problem(value), 424)
    note = value if kind == MESSAGE and isinstance(value, str) else ""
    if kind == ADAPTIVE and isinstance(value, dict):
        actor.hub.findings += check_card(value)
        post.shown[actor.person.id] = [value]
    post.notes[actor.person.id] = note
    actor.hub.world.tell(talk, actor.person.id)
    return note


def _read_problem(value: Raw) -> str:
    said = value.get("message") if isinstance(value, dict) else value
    return str(said or SILENT)
