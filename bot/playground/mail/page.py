"""What the page reads of mailboxes (bot/playground/mail/README.md)."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote, urlencode

from bot.playground.common.given import Json, look_ahead
from bot.playground.common.page_errors import PageError
from bot.playground.mail.postroom import Postroom
from bot.playground.mail.records import Attachment, Mail, Mailbox, Person

API = "/playground/mail/api"
WORKSPACE: Json = {"id": "mail", "name": "E-mail", "platform": "mail"}
MOST_FOUND = 20


def find_actor(room: Postroom, person: str | None) -> Person:
    """Whom the page acts as; the first one where it does not say."""
    found = room.find_person(person) if person else next(iter(room.people.values()), None)
    if found is None:
        raise PageError("Nobody of that address is in the playground.", 404)
    return found


def show_person(person: Person) -> Json:
    """A person as the page lists and draws them."""
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title or person.address,
        "menu": person.menu,
        "workspace": WORKSPACE["id"],
        "deactivated": False,
        "is_bot": False,
        "platform": "mail",
        "address": person.address,
    }


def show_people(room: Postroom, query: str) -> Json:
    """Everybody in the menu, or up to 20 who fit."""
    known = [*room.people.values(), *_newcomers(room)]
    words = query.casefold()
    if words:
        found = [p for p in known if words in f"{p.name} {p.address}".casefold()][:MOST_FOUND]
    else:
        found = [p for p in known if p.menu or p.address not in room.people]
    return {"people": [show_person(person) for person in found], "workspaces": [WORKSPACE]}


async def show_world(room: Postroom, actor: Person, query: str) -> Json:
    """Everything but the mails."""
    now = room.clock.now().isoformat()
    box = room.boxes.get(actor.address) or Mailbox(actor.address)
    return {
        "platform": "mail",
        "you": show_person(actor),
        **show_people(room, query),
        "names": {},
        "clock": {"now": now, "next": await look_ahead(room.outlook)},
        "conversations": _entries(box),
        "commands": [],
        "shortcuts": [],
        "searches": [],
        "home": False,
        "installed": True,
        "teams": [],
        "version": room.watchers.version,
    }


def show_talk(room: Postroom, actor: Person, conversation: str) -> Json:
    """The mails of one sender, oldest first; they are read now."""
    box = room.boxes.get(actor.address) or Mailbox(actor.address)
    mails = _of(box, conversation)
    if not mails:
        raise PageError("There is no such conversation.", 404)
    box.read_us[conversation] = mails[-1].us
    entry = _entry(box, conversation)
    return entry | {
        "members": [show_person(actor), _sender(mails[-1])],
        "member_count": 2,
        "messages": [_message(actor, mail) for mail in mails],
    }


def find_html(room: Postroom, actor: Person, ts: str) -> str:
    """The HTML part of one mail."""
    return _find(room, actor, ts).html


def find_file(room: Postroom, actor: Person, ts: str, number: str) -> Attachment:
    """A file that came with a mail, by its number."""
    files = _find(room, actor, ts).files
    if not number.isdigit() or int(number) >= len(files):
        raise PageError("There is no such file.", 404)
    return files[int(number)]


def show_scenes(room: Postroom) -> Json:
    """Behind the scenes."""
    return {"wire": [], "outbox": [], "faults": list(room.faults.rows()), "blogs": []}


def show_tally(room: Postroom) -> Json:
    """How many mails there are, for tests."""
    mails = [mail for box in room.boxes.values() for mail in box.mails]
    return {
        "mails": len(mails),
        "by_address": {box.address: len(box.mails) for box in room.boxes.values()},
        "by_id": dict(Counter(mail.header("Message-ID") for mail in mails)),
        "faults": dict(room.faults.struck),
    }


def _newcomers(room: Postroom) -> Iterable[Person]:
    """Whoever has a mailbox without having been invented."""
    new = [address for address in room.boxes if address not in room.people]
    return [Person(address, address) for address in sorted(new)]


def _of(box: Mailbox, conversation: str) -> list[Mail]:
    return [mail for mail in box.mails if mail.conversation == conversation]


def _entries(box: Mailbox) -> list[Json]:
    newest_first = dict.fromkeys(mail.conversation for mail in reversed(box.mails))
    return [_entry(box, conversation) for conversation in newest_first]


def _entry(box: Mailbox, conversation: str) -> Json:
    mails = _of(box, conversation)
    read = box.read_us.get(conversation, 0)
    return {
        "id": conversation,
        "kind": "mail",
        "name": mails[-1].sender_name,
        "purpose": mails[-1].sender,
        "unread": sum(mail.us > read for mail in mails),
        "last": mails[-1].ts,
        "archived": False,
        "team": "",
        "installed": True,
    }


def _sender(mail: Mail) -> Json:
    told = hashlib.sha256(mail.sender.encode()).hexdigest()[:10]
    return {
        "id": f"mail/bot-{told}",
        "name": mail.sender_name,
        "title": mail.sender,
        "is_bot": True,
        "platform": "mail",
        "workspace": WORKSPACE["id"],
    }


def _message(actor: Person, mail: Mail) -> Json:
    return {
        "ts": mail.ts,
        "id": mail.header("Message-ID"),
        "user": _sender(mail),
        "is_bot": True,
        "format": "mail",
        "subject": mail.header("Subject"),
        "text": mail.text,
        "links": [{"text": link.text, "url": link.url} for link in mail.links],
        "stop": mail.header("List-Unsubscribe").strip("<>"),
        "reply_to": mail.header("Reply-To"),
        "in_reply_to": mail.header("In-Reply-To"),
        "files": [_file(actor, mail, n) for n in range(len(mail.files))],
        "blocks": [],
        "card": None,
        "cards": [],
        "note": "",
        "mentions": {},
        "ephemeral": False,
        "edited": False,
        "deleted": False,
        "reply_count": 0,
        "thread_ts": None,
    }


def _file(actor: Person, mail: Mail, number: int) -> Json:
    file = mail.files[number]
    query = urlencode({"as": actor.id, "ts": mail.ts, "n": number}, quote_via=quote)
    return {"name": file.name, "size": len(file.content), "url": f"{API}/file?{query}"}


def _find(room: Postroom, actor: Person, ts: str) -> Mail:
    found = next((mail for mail in room.mails_to(actor.address) if mail.ts == ts), None)
    if found is None:
        raise PageError("There is no such mail.", 404)
    return found
