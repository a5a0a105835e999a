"""Adding the bot and taking it away, and people who come and go, as a tenant would see it."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.common.given import Json
from bot.playground.common.page_errors import PageError
from bot.playground.teams.acting import Actor, Body
from bot.playground.teams.activities import (
    Sender,
    build_installation,
    build_members,
    build_update,
    show_bot,
    show_sender,
)
from bot.playground.teams.hub import CONNECTOR, Hub
from bot.playground.teams.records import Person, Talk, Team

Change = Callable[[Hub, str, Mapping[str, Any]], None]


async def install(actor: Actor, body: Body) -> Json:
    """Add the bot for oneself, to a team or to a group chat: {team? or chat?}."""
    _set_installed(actor, body, installed=True)
    return {"ok": True}


async def uninstall(actor: Actor, body: Body) -> Json:
    """Take the bot away again: {team? or chat?}."""
    _set_installed(actor, body, installed=False)
    return {"ok": True}


def _set_installed(actor: Actor, body: Body, *, installed: bool) -> None:
    talks = _find_talks(actor, body, installed=installed)
    for talk in talks:
        talk.has_bot = installed
    actor.hub.courier.send(*_announce(actor.at(talks[0]), installed=installed))
    actor.hub.world.watchers.tell_all()


def _find_talks(actor: Actor, body: Body, *, installed: bool) -> list[Talk]:
    """The conversations that this is about, that in which it is announced first."""
    world = actor.hub.world
    if body.get("chat"):
        return [actor.enter(str(body["chat"]))]
    if not body.get("team"):
        return [world.personal(actor.person)]
    team = world.teams.get(str(body["team"]))
    if team is None or actor.person.id not in team.members:
        raise PageError("You are not in this team.", 404)
    team.installed = installed
    return [world.talks[team.id], *(world.talks[one] for one in team.channels)]


def _announce(sender: Sender, *, installed: bool) -> list[Json]:
    """What Teams sends: in a chat no membersRemoved, since there is nobody to hear it."""
    bot = [show_bot(sender.world)]
    if installed:
        members = build_members(sender, "membersAdded", bot)
        return [members, build_installation(sender, "add")]
    removed = build_installation(sender, "remove")
    if sender.talk.kind == "personal":
        return [removed]
    return [build_members(sender, "membersRemoved", bot), removed]


# what happens to a tenant, for tests


async def change_world(hub: Hub, body: Body, origin: str) -> Json:
    """Do one thing that people or administrators do, as the README lists them."""
    for name, change in CHANGES.items():
        if name in body:
            change(hub, origin, body)
            hub.world.watchers.tell_all()
            return {"ok": True}
    raise PageError("There is no such change.")


def _block(hub: Hub, _: str, body: Body) -> None:
    hub.world.find_person(str(body["block"])).blocks_bot = True


def _unblock(hub: Hub, _: str, body: Body) -> None:
    hub.world.find_person(str(body["unblock"])).blocks_bot = False


def _join(hub: Hub, origin: str, body: Body) -> None:
    person, team = _named(hub, str(body["join"]), body)
    team.members[person.id] = None
    _tell_of_member(hub, origin, team, person, "membersAdded")


def _leave(hub: Hub, origin: str, body: Body) -> None:
    person, team = _named(hub, str(body["leave"]), body)
    team.members.pop(person.id, None)
    _tell_of_member(hub, origin, team, person, "membersRemoved")


def _named(hub: Hub, person: str, body: Body) -> tuple[Person, Team]:
    return hub.world.find_person(person), _team(hub, body)


def _team(hub: Hub, body: Body) -> Team:
    team = hub.world.teams.get(str(body.get("team")))
    if team is None:
        raise PageError("There is no such team.", 404)
    return team


def _tell_of_member(hub: Hub, origin: str, team: Team, person: Person, change: str) -> None:
    if team.installed:
        sender = _sender(hub, origin, team, person)
        hub.courier.send(build_members(sender, change, [show_sender(person)]))


def _sender(hub: Hub, origin: str, team: Team, person: Person) -> Sender:
    return Sender(hub.world, person, hub.world.talks[team.id], f"{origin}{CONNECTOR}")


def _remove(hub: Hub, _: str, body: Body) -> None:
    hub.world.talks.pop(str(body["remove"]), None)
    for team in hub.world.teams.values():
        team.channels = [each for each in team.channels if each in hub.world.talks]


def _add_channel(hub: Hub, origin: str, body: Body) -> None:
    team, name = _team(hub, body), str(body["channel"])
    talk = Talk(
        f"19:{hub.world.make_id('new')}@thread.tacv2", team.tenant_id, "channel", name, "", team.id
    )
    talk.members, talk.has_bot = team.members, team.installed
    hub.world.remember([talk])
    team.channels.append(talk.id)
    _tell_of_channel(hub, origin, talk, "channelCreated")


def _rename(hub: Hub, origin: str, body: Body) -> None:
    talk = hub.world.talks.get(str(body["rename"]))
    if talk is None or talk.kind != "channel":
        raise PageError("There is no such channel.", 404)
    talk.name = str(body.get("name"))
    _tell_of_channel(hub, origin, talk, "channelRenamed")


def _tell_of_channel(hub: Hub, origin: str, talk: Talk, event: str) -> None:
    team = hub.world.teams[talk.team_id]
    person = hub.world.people[next(iter(team.members))]
    data = {"eventType": event, "channel": {"id": talk.id, "name": talk.name}}
    if team.installed:
        hub.courier.send(build_update(_sender(hub, origin, team, person), data))


def _set_limits(hub: Hub, _: str, body: Body) -> None:
    hub.limits.enabled = bool(body["limits"])


CHANGES: Mapping[str, Change] = {
    "block": _block,
    "unblock": _unblock,
    "join": _join,
    "leave": _leave,
    "remove": _remove,
    "channel": _add_channel,
    "rename": _rename,
    "limits": _set_limits,
}
