"""What the page reads: Teams as one person sees it (this folder's README)."""

from collections.abc import Iterable
from itertools import islice

from starlette.requests import Request

from bot.playground.common.given import Json, look_ahead
from bot.playground.common.page_errors import PageError
from bot.playground.teams.acting import Actor, read_page_ts
from bot.playground.teams.cards import mark_actions
from bot.playground.teams.hub import Hub
from bot.playground.teams.records import BOT, BOT_NAME, PLATFORM, Person, Post, Talk, workspace_of
from bot.playground.teams.world import World

MOST_MESSAGES = 200
MOST_FOUND = 20
KINDS = {"personal": "im", "channel": "channel", "groupChat": "mpim"}


def read_actor(request: Request, person: str | None) -> Actor:
    """Who the page acts as."""
    hub: Hub = request.app.state.hub
    found = hub.world.find_person(person) if person else _first_person(hub.world)
    return Actor(hub, found, str(request.base_url).rstrip("/"))


def _first_person(world: World) -> Person:
    people = list(world.people.values())
    if not people:
        raise PageError("Nobody here is on Teams.", 404)
    return next((one for one in people if one.menu == "newcomer"), people[0])


def show_person(person: Person) -> Json:
    """A person as the page lists and draws them."""
    return {
        "id": person.person,
        "name": person.name,
        "title": person.title,
        "menu": person.menu,
        "workspace": workspace_of(person.tenant_id),
        "deactivated": False,
        "is_bot": False,
        "platform": PLATFORM,
    }


def _show_author(world: World, talk: Talk, author: str) -> Json:
    if author in world.people:
        return show_person(world.people[author])
    bot = {"id": world.bot_person(talk.tenant_id), "name": BOT_NAME, "is_bot": True}
    return bot | {"workspace": workspace_of(talk.tenant_id), "platform": PLATFORM}


# the world


def show_people(hub: Hub, query: str) -> Json:
    """Whom the page offers to be, or whoever has these words in the name."""
    return {
        "people": [show_person(one) for one in _find_people(hub.world, query)],
        "workspaces": _show_tenants(hub.world),
    }


def _find_people(world: World, query: str) -> Iterable[Person]:
    if not query:
        return (one for one in world.people.values() if one.menu)
    words = query.casefold()
    return islice(
        (one for one in world.people.values() if words in one.name.casefold()), MOST_FOUND
    )


def _show_tenants(world: World) -> list[Json]:
    return [
        {"id": workspace_of(one.id), "name": one.name, "platform": PLATFORM}
        for one in world.tenants.values()
    ]


async def show_world(actor: Actor, query: str) -> Json:
    """Everything but the messages."""
    hub, you = actor.hub, actor.person
    world = hub.world
    talks = world.talks_of(you.id)
    teams = [team for team in world.teams.values() if you.id in team.members]
    return {
        "platform": PLATFORM,
        "you": show_person(you),
        "people": [show_person(one) for one in _find_people(world, query)],
        "names": _list_names(world, you, talks),
        "workspaces": _show_tenants(world),
        "clock": {"now": world.clock.now().isoformat(), "next": await look_ahead(hub.outlook)},
        "conversations": [_show_entry(world, you, talk) for talk in talks],
        "commands": list(hub.commands),
        "shortcuts": _list_extensions(hub, "action", "callback_id", "name"),
        "searches": _list_extensions(hub, "query", "command", "name"),
        "home": False,
        "installed": world.personal(you).has_bot,
        "teams": [{"id": t.id, "name": t.name, "installed": t.installed} for t in teams],
        "version": world.watchers.version,
    }


def _list_extensions(hub: Hub, kind: str, key: str, name: str) -> list[Json]:
    rows = [each for each in hub.extensions if each["type"] == kind]
    return [{key: each["id"], name: each["title"]} for each in rows]


def _list_names(world: World, you: Person, talks: Iterable[Talk]) -> dict[str, str]:
    people = [one for one in world.people.values() if one.tenant_id == you.tenant_id]
    names = {one.id: one.name for one in people}
    return names | {talk.id: _name_for(world, you, talk) for talk in talks}


def _show_entry(world: World, you: Person, talk: Talk) -> Json:
    team = world.teams.get(talk.team_id)
    return {
        "id": talk.id,
        "kind": KINDS[talk.kind],
        "name": _name_for(world, you, talk),
        "purpose": talk.purpose,
        "unread": _count_unread(talk, you.id),
        "last": f"{talk.last_ms / 1000:.6f}" if talk.last_ms else None,
        "archived": False,
        "team": team.name if team else "",
        "installed": talk.has_bot,
    }


def _name_for(world: World, you: Person, talk: Talk) -> str:
    if talk.kind == "personal":
        return BOT_NAME
    if talk.kind == "channel" or talk.name:
        return talk.name
    return ", ".join(world.people[one].name for one in talk.members if one != you.id)


def _count_unread(talk: Talk, person_id: str) -> int:
    read = talk.read_ms.get(person_id, 0)
    new = (talk.posts[ms] for ms in talk.tops if ms > read)
    return sum(post.author != person_id and _is_seen(post, person_id) for post in new)


def _is_seen(post: Post, person_id: str) -> bool:
    return post.only_to in (None, person_id)


# one conversation


def show_talk(actor: Actor, talk_id: str, thread: str | None) -> Json:
    """The messages of a conversation or of one thread in it; they count as read."""
    talk, world, you = actor.enter(talk_id), actor.hub.world, actor.person
    talk.read_ms[you.id] = talk.last_ms
    posts = _thread_of(talk, thread) if thread else [talk.posts[ms] for ms in talk.tops]
    seen = [post for post in posts if _is_seen(post, you.id)][-MOST_MESSAGES:]
    members = [show_person(world.people[one]) for one in talk.members]
    bot = [_show_author(world, talk, BOT)] if talk.has_bot else []
    return {
        "id": talk.id,
        "kind": KINDS[talk.kind],
        "name": _name_for(world, you, talk),
        "purpose": talk.purpose,
        "archived": False,
        "installed": talk.has_bot,
        "members": members + bot,
        "member_count": len(members),
        "messages": [_show_line(actor, talk, post) for post in seen],
    }


def _thread_of(talk: Talk, thread: str) -> list[Post]:
    root = talk.find(read_page_ts(thread))
    if root is None:
        return []
    return [root, *(talk.posts[ms] for ms in root.replies)]


def _show_line(actor: Actor, talk: Talk, post: Post) -> Json:
    world, you = actor.hub.world, actor.person.id
    cards = [mark_actions(card) for card in post.cards_for(you)]
    root = talk.posts.get(post.thread) if post.thread is not None else None
    return {
        "ts": post.ts,
        "id": post.id,
        "user": _show_author(world, talk, post.author),
        "is_bot": post.author == BOT,
        "text": post.text,
        "format": post.format,
        "blocks": [],
        "card": cards[0] if cards else None,
        "cards": cards,
        "note": post.notes.get(you, ""),
        "mentions": _list_mentions(world, talk, post),
        "ephemeral": post.only_to is not None,
        "edited": post.edited,
        "deleted": False,
        "files": [{"name": one.name, "size": len(one.content)} for one in post.files],
        "reply_count": len(post.replies),
        "thread_ts": root.ts if root else None,
    }


def _list_mentions(world: World, talk: Talk, post: Post) -> dict[str, str]:
    found = {}
    for entity in post.entities:
        mentioned = entity.get("mentioned") or {}
        person = world.find_account(str(mentioned.get("id")))
        name = str(mentioned.get("name") or "")
        found[name] = person.person if person else world.bot_person(talk.tenant_id)
    return found
