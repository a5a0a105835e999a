"""Message extensions: actions on messages, the dialogs they open, and searches."""

from html import escape

from bot.playground.common.given import Json, Raw
from bot.playground.common.page_errors import PageError
from bot.playground.teams.acting import SILENT, Actor, Body, read_inputs
from bot.playground.teams.activities import Sender, build_invoke, show_quoted
from bot.playground.teams.cards import ADAPTIVE, check_card, find_pressed, mark_actions
from bot.playground.teams.records import Dialog, Post, Talk
from bot.playground.teams.saying import NOT_HERE

CLOSED = "This form is no longer open. Open it again."
CONTEXT = {"theme": "default"}


# actions on messages


async def choose(actor: Actor, body: Body) -> Json:
    """Choose an action in a message's menu: {channel, ts, callback_id}."""
    talk = actor.enter(str(body.get("channel")))
    post = actor.find_post(talk, str(body.get("ts") or ""))
    command = str(body.get("callback_id"))
    if command not in list_commands(actor, "action"):
        raise PageError("This message has no such action.", 404)
    value: Json = {
        "commandId": command,
        "commandContext": "message",
        "context": CONTEXT,
        "messagePayload": show_quoted(actor.hub.world, post),
    }
    answer = await _ask(actor.at(talk), actor, "composeExtension/fetchTask", value, post)
    return _take_task(actor, talk, command, value["messagePayload"], answer)


def list_commands(actor: Actor, kind: str) -> list[str]:
    """The commands of the message extension of one kind, "action" or "query"."""
    return [str(each["id"]) for each in actor.hub.extensions if each["type"] == kind]


async def _ask(
    sender: Sender, actor: Actor, name: str, value: Json, post: Post | None = None
) -> Json:
    if not actor.hub.world.personal(actor.person).has_bot and not sender.talk.has_bot:
        raise PageError(NOT_HERE, 409)
    ack = await actor.hub.courier.deliver(build_invoke(sender, name, value, post))
    if not ack.ok:
        raise PageError(SILENT, 424)
    return ack.body if isinstance(ack.body, dict) else {}


def _take_task(actor: Actor, talk: Talk, command: str, about: Json, answer: Json) -> Json:
    """Open or close the dialog as the bot answers; a sentence is given back."""
    world, task = actor.hub.world, answer.get("task") or {}
    world.dialogs.pop(actor.person.id, None)
    world.watchers.tell_view(actor.person.id)
    value = task.get("value")
    if task.get("type") == "message":
        return {"ok": True, "answer": str(value or "")}
    card = _read_card((value or {}).get("card")) if isinstance(value, dict) else None
    if task.get("type") == "continue" and card and isinstance(value, dict):
        actor.hub.findings += check_card(card)
        title, made = str(value.get("title") or ""), world.make_id("D")
        dialog = Dialog(made, actor.person.id, title, card, command, talk.id, about)
        world.dialogs[actor.person.id] = dialog
        return {"ok": True, "answer": ""}
    found = answer.get("composeExtension")
    return {"ok": True, "answer": str((found or {}).get("text") or "")}


def _read_card(attachment: Raw) -> Json | None:
    if not isinstance(attachment, dict) or attachment.get("contentType") != ADAPTIVE:
        return None
    content = attachment.get("content")
    return content if isinstance(content, dict) else None


# dialogs


def show_dialog(actor: Actor) -> Json:
    """The dialog that the person sees, or none."""
    dialog = actor.hub.world.dialogs.get(actor.person.id)
    if dialog is None:
        return {"view": None, "view_id": None, "hash": None}
    view = {"type": "dialog", "title": dialog.title, "card": mark_actions(dialog.card)}
    return {"view": view, "view_id": dialog.id, "hash": dialog.id}


async def close(actor: Actor, _: Body) -> Json:
    """Close the dialog; the bot hears nothing of it."""
    actor.hub.world.dialogs.pop(actor.person.id, None)
    actor.hub.world.watchers.tell_view(actor.person.id)
    return {"ok": True}


async def submit_dialog(actor: Actor, body: Body) -> Json:
    """Press an action of the dialog: {view_id, action, inputs}."""
    dialog = actor.hub.world.dialogs.get(actor.person.id)
    if dialog is None or dialog.id != body.get("view_id"):
        raise PageError(CLOSED, 404)
    pressed = find_pressed(dialog.card, str(body.get("action")))
    if pressed is None:
        raise PageError(CLOSED, 404)
    inputs = read_inputs(body)
    if errors := pressed.check(inputs):
        return {"errors": errors}
    value = {
        "commandId": dialog.command,
        "commandContext": "message",
        "context": CONTEXT,
        "data": pressed.merge(inputs),
        "messagePayload": dialog.about,
    }
    talk = actor.enter(dialog.talk_id)
    answer = await _ask(actor.at(talk), actor, "composeExtension/submitAction", value)
    return _take_task(actor, talk, dialog.command, dialog.about, answer)


# searches


async def search(actor: Actor, body: Body) -> Json:
    """Search through the message extension: {channel, command, query}."""
    talk = actor.enter(str(body.get("channel")))
    command, query = str(body.get("command")), str(body.get("query") or "")
    if command not in list_commands(actor, "query"):
        raise PageError("There is no such search.", 404)
    first = {"name": "initialRun", "value": "true"}
    value: Json = {
        "commandId": command,
        "parameters": [{"name": "query", "value": query} if query else first],
        "queryOptions": {"skip": 0, "count": 25},
    }
    answer = await _ask(actor.at(talk), actor, "composeExtension/query", value)
    found = answer.get("composeExtension") or {}
    attachments = found.get("attachments") or []
    results = [_show_result(actor, each) for each in attachments]
    actor.hub.world.found[actor.person.id] = [each for each in results if each["card"]]
    return {"results": results, "answer": str(found.get("text") or "")}


def _show_result(actor: Actor, attachment: Json) -> Json:
    card = _read_card(attachment)
    if card is None:
        actor.hub.findings.append("A result of a search is no Adaptive Card.")
    else:
        actor.hub.findings += check_card(card)
    preview = (attachment.get("preview") or {}).get("content") or {}
    return {
        "title": str(preview.get("title") or ""),
        "text": str(preview.get("text") or ""),
        "card": card,
    }


async def share(actor: Actor, body: Body) -> Json:
    """Put one of the last results into a conversation: {channel, thread?, result}."""
    talk = actor.enter(str(body.get("channel")))
    found = actor.hub.world.found.get(actor.person.id, [])
    number = body.get("result")
    if not isinstance(number, int) or not 0 <= number < len(found):
        raise PageError("Search again first.", 404)
    thread = actor.find_post(talk, str(body["thread"])) if body.get("thread") else None
    root = (thread.thread or thread.ms) if thread else None
    words = escape(found[number]["title"], quote=False)
    post = Post(0, actor.person.id, words, cards=[found[number]["card"]], thread=root)
    return {"ok": True, "ts": actor.hub.world.post(talk, post).ts}
