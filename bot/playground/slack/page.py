"""What the page reads: the world as one person sees it (bot/playground/README.md)."""

from collections.abc import Iterable
from itertools import islice

from starlette.requests import Request

from bot.playground.common.given import Json, look_ahead
from bot.playground.common.page_errors import PageError
from bot.playground.slack.acting import Actor, read_page_ts, send_event
from bot.playground.slack.hub import Hub
from bot.playground.slack.modals import top_modal
from bot.playground.slack.pictures import is_shown
from bot.playground.slack.records import Conversation, Message, User, format_ts
from bot.playground.slack.seed import APP_NAME
from bot.playground.slack.shapes import show_view
from bot.playground.slack.world import World

MOST_MESSAGES = 200
MOST_MEMBERS = 300
MOST_FOUND = 20


def read_actor(request: Request, person: str | None) -> Actor:
    """Who the page acts as; the newcomer where it does not say."""
    hub: Hub = request.app.state.hub
    user = hub.world.find_person(person) if person else _first_person(hub.world)
    return Actor(hub, user, str(request.base_url).rstrip("/"))


def _first_person(world: World) -> User:
    people = [user for user in world.users.values() if not user.is_bot]
    return next((user for user in people if user.menu == "newcomer"), people[0])


def show_person(user: User) -> Json:
    """A person as the page lists and draws them."""
    return {
        "id": user.person,
        "name": user.name,
        "title": user.title,
        "menu": user.menu,
        "workspace": user.team_id,
        "deactivated": user.deleted,
        "is_bot": user.is_bot,
    }


def find_picture(actor: Actor, file_id: str) -> bytes:
    """The bytes of a file that a message shows in a conversation of this person."""
    world = actor.hub.world
    upload = world.uploads.by_id.get(file_id)
    places = world.conversations_of(actor.user.id)
    if upload is None or upload.content is None or not any(is_shown(c, file_id) for c in places):
        raise PageError("There is no such picture here.", 404)
    return upload.content


def find_shared(hub: Hub, file_id: str) -> tuple[str, bytes]:
    """The name and the bytes of a file that a message anywhere shows."""
    upload = hub.world.uploads.by_id.get(file_id)
    places = hub.world.conversations.values()
    if upload is None or upload.content is None or not any(is_shown(c, file_id) for c in places):
        raise PageError("There is no such file here.", 404)
    return upload.name, upload.content


# the world


async def show_world(actor: Actor, query: str) -> Json:
    """Everything but the messages."""
    hub = actor.hub
    world = hub.world
    world.open_direct(actor.user.team_id, actor.user.id)
    conversations = world.conversations_of(actor.user.id)
    return {
        "you": show_person(actor.user),
        "people": [show_person(user) for user in _find_people(world, query)],
        "names": _list_names(world, actor.user, conversations),
        "workspaces": [{"id": s.id, "name": s.name} for s in world.workspaces.values()],
        "clock": {"now": world.clock.now().isoformat(), "next": await look_ahead(hub.outlook)},
        "conversations": [_show_entry(world, actor.user, c) for c in conversations],
        "commands": hub.commands,
        "shortcuts": hub.shortcuts,
        "version": world.watchers.version,
    }


def show_people(hub: Hub, query: str) -> Json:
    """Whom the page offers to be, or whoever has these words in the name; as other platforms do."""
    spaces = hub.world.workspaces.values()
    return {
        "people": [show_person(user) for user in _find_people(hub.world, query)],
        "workspaces": [{"id": s.id, "name": s.name, "platform": "slack"} for s in spaces],
    }


def _find_people(world: World, query: str) -> Iterable[User]:
    people = (user for user in world.users.values() if not user.is_bot)
    if not query:
        return (user for user in people if user.menu)
    words = query.casefold()
    return islice((user for user in people if words in user.name.casefold()), MOST_FOUND)


def _list_names(world: World, you: User, conversations: Iterable[Conversation]) -> dict[str, str]:
    names = {user.id: user.name for user in world.users.values() if user.team_id == you.team_id}
    for conversation in conversations:
        if conversation.kind == "channel":
            names[conversation.id] = conversation.name
        if conversation.kind == "mpim" or len(conversation.team_ids) > 1:
            names |= {user: world.users[user].name for user in conversation.members}
    return names


def _show_entry(world: World, you: User, conversation: Conversation) -> Json:
    return {
        "id": conversation.id,
        "kind": conversation.kind,
        "name": _name_for(world, you, conversation),
        "purpose": conversation.purpose,
        "unread": _count_unread(conversation, you.id),
        "last": format_ts(conversation.last_us) if conversation.last_us else None,
        "archived": conversation.archived,
    }


def _name_for(world: World, you: User, conversation: Conversation) -> str:
    if conversation.kind == "channel":
        return conversation.name
    if conversation.kind == "im":
        return APP_NAME
    others = [world.users[user] for user in conversation.members if user != you.id]
    return ", ".join(user.name for user in others if not user.is_bot)


def _count_unread(conversation: Conversation, user_id: str) -> int:
    read = conversation.read_us.get(user_id, 0)
    count = 0
    for us in reversed(conversation.tops):
        if us <= read:
            break
        count += conversation.messages[us].user != user_id
    return count + sum(m.us > read for m in conversation.ephemerals.get(user_id, ()))


# one conversation


def show_talk(actor: Actor, conversation_id: str, thread: str | None) -> Json:
    """The messages of a conversation or of one thread in it; they count as read."""
    conversation = actor.enter(conversation_id)
    world = actor.hub.world
    conversation.read_us[actor.user.id] = conversation.last_us
    messages = _thread_of(conversation, thread) if thread else _main_talk(conversation, actor.user)
    members = [world.users[user] for user in islice(conversation.members, MOST_MEMBERS)]
    return {
        "id": conversation.id,
        "kind": conversation.kind,
        "name": _name_for(world, actor.user, conversation),
        "purpose": conversation.purpose,
        "archived": conversation.archived,
        "members": [show_person(user) for user in members],
        "member_count": sum(not world.users[user].is_bot for user in conversation.members),
        "messages": [_show_line(world, message) for message in messages],
    }


def _main_talk(conversation: Conversation, you: User) -> list[Message]:
    said = [conversation.messages[us] for us in conversation.tops[-MOST_MESSAGES:]]
    whispered = conversation.ephemerals.get(you.id, [])
    return sorted([*said, *whispered], key=lambda message: message.us)


def _thread_of(conversation: Conversation, thread: str) -> list[Message]:
    parent = conversation.messages.get(read_page_ts(thread))
    if parent is None:
        return []
    return [parent, *(conversation.messages[us] for us in parent.replies)]


def _show_line(world: World, message: Message) -> Json:
    author = world.users.get(message.user)
    return {
        "ts": message.ts,
        "user": show_person(author) if author else {"id": message.user, "name": "Somebody"},
        "is_bot": author is not None and author.is_bot,
        "text": message.text,
        "blocks": message.blocks,
        "ephemeral": message.ephemeral_to is not None,
        "edited": message.edited_us is not None,
        "files": [{"name": one.name, "size": len(one.content)} for one in message.files],
        "reply_count": len(message.replies),
        "thread_ts": format_ts(message.thread_us) if message.thread_us else None,
    }


# Home and modals


def show_home(actor: Actor, *, opening: bool) -> Json:
    """The App Home as it is published now; opening it tells the app."""
    world = actor.hub.world
    view = world.homes.get(actor.user.id)
    if opening:
        space = actor.installation()
        event: Json = {
            "type": "app_home_opened",
            "user": actor.user.id,
            "channel": world.open_direct(space.id, actor.user.id).id,
            "tab": "home",
            "event_ts": f"{world.clock.now().timestamp():.6f}",
        }
        if view is not None:
            event["view"] = show_view(world, view)
        send_event(actor.hub, space, event)
    return {"view": show_view(world, view) if view else None}


def show_top_view(actor: Actor) -> Json:
    """The modal that the person sees."""
    view = top_modal(actor.hub.world, actor.user.id)
    if view is None:
        return {"view": None, "view_id": None, "hash": None}
    shown = show_view(actor.hub.world, view)
    return {"view": shown, "view_id": view.id, "hash": view.hash}
