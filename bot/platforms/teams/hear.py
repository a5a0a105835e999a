"""What people do on Teams, in neutral words. Pure: activities in, `Heard` out.

Activity shapes: learn.microsoft.com, "Messages in bot conversations" and "Message extensions".
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.heard import Heard
from bot.platforms.teams.reading import Acted, strip_mentions
from bot.platforms.teams.wire import PLATFORM, Activity, Scene, part_of
from jobs.notes.letters import read_letters

MAKE_NOTES = "make_notes"
"""The action on a message that makes session notes of it."""

FIND_NOTES = "find_notes"
"""The search for session notes, from where people write messages."""

_FILE = "application/vnd.microsoft.teams.file.download.info"
_BOTS = "28:"
_AT_FIRST = "initialRun"
_HELP = "help"


def is_said_to_us(activity: Activity, scene: Scene) -> bool:
    """Whether a person said this to the bot: in its chat with them, or where it is mentioned."""
    if scene.place is None or scene.user.startswith(_BOTS):
        return False
    return scene.kind == "direct" or scene.bot in mentioned(activity)


def hear_words(activity: Activity, scene: Scene, accounts: Mapping[str, str]) -> Heard:
    """Words said to the bot; to say its name alone is to ask for help.

    `accounts` are those of mentioned people, by their ids in calls.
    """
    entities = [_with_account(one, accounts) for one in listed(activity.get("entities"))]
    words = str(activity.get("text") or "")
    text = strip_mentions(words, entities, scene.bot, scene.where.tenant)
    files = tuple(_files(activity)) if scene.kind == "direct" else ()
    return replace(who(scene), text=text or ("" if files else _HELP), files=files)


def mentioned(activity: Activity) -> set[str]:
    """Return who is mentioned, by their ids in calls."""
    found = (one.get("mentioned") for one in listed(activity.get("entities")))
    return {str(one["id"]) for one in found if isinstance(one, Mapping) and one.get("id")}


def hear_action(acted: Acted, scene: Scene) -> Heard:
    """A pressed button, or a form that was sent, whose values are read later."""
    pressed = acted.raw is None
    return replace(who(scene), text=acted.text, ref=acted.ref, pressed=pressed)


def hear_make_notes(activity: Activity, scene: Scene) -> Heard:
    """The action on somebody's message: its text goes where pasted notes go."""
    message = part_of(part_of(activity, "value"), "messagePayload")
    text = read_letters(str(part_of(message, "body").get("content") or "")).strip()
    heard = replace(elsewhere(scene), text="notes paste")
    return replace(heard, values={"paste": text} if text else None)


def hear_search(activity: Activity, scene: Scene) -> Heard | None:
    """Words to find notes by; None before any were typed. To ask twice changes nothing."""
    asked = listed(part_of(activity, "value").get("parameters"))
    typed = (str(one.get("value") or "") for one in asked if one.get("name") != _AT_FIRST)
    words = " ".join(typed).strip()
    return replace(elsewhere(scene), text=f"notes find {words}", event_id="") if words else None


def who(scene: Scene) -> Heard:
    """Who did something, and where; without words."""
    tenant = scene.where.tenant
    return Heard(PLATFORM, scene.event_id, scene.key, scene.name, tenant, "", scene.place)


def elsewhere(scene: Scene) -> Heard:
    """The same where we need not be in the conversation: then only a channel means something."""
    return who(scene) if scene.kind == "channel" else replace(who(scene), place=None)


def listed(found: object) -> list[Mapping[str, Any]]:
    """Return the objects of a list, and nothing of what is none."""
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _with_account(entity: Mapping[str, Any], accounts: Mapping[str, str]) -> Mapping[str, Any]:
    person = part_of(entity, "mentioned")
    account = accounts.get(str(person.get("id")))
    return {**entity, "mentioned": {**person, "aadObjectId": account}} if account else entity


def _files(activity: Activity) -> Iterator[tuple[str, str, str]]:
    """The files of a message: where each is fetched, and its name; Teams does not say its size."""
    for one in listed(activity.get("attachments")):
        address = part_of(one, "content").get("downloadUrl")
        if one.get("contentType") == _FILE and isinstance(address, str) and address:
            yield address, str(one.get("name") or ""), "0"
