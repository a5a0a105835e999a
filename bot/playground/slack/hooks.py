"""What the app posts to a response_url: answers to a command or a press, five in thirty minutes."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.playground.slack.arguments import Arguments, read_arguments
from bot.playground.slack.errors import SlackError
from bot.playground.slack.hub import Hub
from bot.playground.slack.limits import Reply
from bot.playground.slack.methods.chat import read_blocks
from bot.playground.slack.records import Conversation, Message
from bot.playground.slack.world import World


async def answer_hook(request: Request) -> Response:
    """Answer a post to /playground/slack/response/SECRET."""
    hub: Hub = request.app.state.hub
    try:
        reply = hub.response_urls.use(request.path_params["secret"])
        carry_out(hub.world, reply, await read_arguments(request))
    except SlackError as error:
        return JSONResponse(error.answer(), 404 if error.name.endswith("_url") else 200)
    return PlainTextResponse("ok")


def carry_out(world: World, reply: Reply, arguments: Arguments) -> None:
    """Do what the app answered: replace or delete the message, or say something."""
    conversation = world.find_conversation(reply.conversation_id)
    message = _find_message(conversation, reply)
    if arguments.flag("delete_original") and message is not None:
        world.delete(conversation, message)
        return
    blocks = read_blocks(arguments)
    text = arguments.text("text")
    if arguments.flag("replace_original") and message is not None:
        world.edit(conversation, message, text, blocks or [])
    elif text or blocks:
        say(world, reply, arguments)
    else:
        raise SlackError("no_text")


def say(world: World, reply: Reply, arguments: Arguments) -> Message:
    """Say something as the app: to everybody with response_type in_channel, else to one."""
    conversation = world.find_conversation(reply.conversation_id)
    space = world.workspaces[reply.team_id]
    message = Message(
        us=0,
        user=space.bot_user_id,
        text=arguments.text("text"),
        blocks=read_blocks(arguments) or [],
        bot_id=space.bot_id,
    )
    if arguments.text("response_type") == "in_channel":
        return world.post(conversation, message)
    return world.whisper(conversation, message, reply.user_id)


def _find_message(conversation: Conversation, reply: Reply) -> Message | None:
    if reply.message_us is None:
        return None
    if not reply.ephemeral:
        return conversation.messages.get(reply.message_us)
    whispers = conversation.ephemerals.get(reply.user_id, [])
    return next((m for m in whispers if m.us == reply.message_us), None)
