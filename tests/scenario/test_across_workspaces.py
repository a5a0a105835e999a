"""One pool over two workspaces: who is reached where, and by what they agreed to share."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from bot.command import Names
from bot.message import Buttons, Link, LinkButton, Message, Paragraph
from bot.wording.rounds.contact_ways import chat_buttons
from bot.wording.rounds.introductions import introduction
from bot.wording.view import View
from jobs.delivery.reaching import read_addresses
from jobs.workspaces import installs
from storage.transaction import Transaction
from storage.types import AccountKey, Contact, Member, Profile
from tests.support.chat import NAMES, POLICY, Chat, World
from tests.support.organising import do_errands, pairs, preview, priya


async def _visit(world: World, chat: Chat) -> None:
    """Somebody of another workspace writes in a channel that the two share."""
    home = chat.world
    chat.world = world
    guest = replace(
        chat._heard("help"), sender=AccountKey("slack", home.space.authority, chat.user)
    )
    await world.dispatcher.answer(guest)
    chat.world = home


async def test_each_is_introduced_in_their_own_workspace_with_what_the_other_shares(
    world: World, there: World
) -> None:
    sam = await world.member(
        "Sam Okafor", "Eastmarsh", contact=Contact(email="sam@eastmarsh.example")
    )
    nia = await there.member("Nia Prosser", "Harbours", contact=Contact(phone="020 7946 0000"))
    await world.introduce((sam, nia))
    (to_sam,), (to_nia,) = await sam.told(), await nia.told()
    assert "020 7946 0000" in to_sam
    assert "sam@eastmarsh.example" in to_nia
    assert "sam@eastmarsh.example" not in to_sam


async def test_one_group_chat_where_a_shared_channel_lets_them_meet(
    world: World, there: World
) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh")
    nia = await there.member("Nia Prosser", "Harbours")
    await _visit(world, nia)
    (group,) = await world.introduce((sam, nia))

    def route(tx: Transaction) -> list[tuple[str | None, str]]:
        return [(one.group_id, one.space_id) for one in tx.deliveries.waiting(10)]

    assert await world.aside.read(route) == [(group.id, world.space.id)]

    def users(tx: Transaction) -> list[str]:
        book = read_addresses(tx, group.members)
        return sorted(
            each.key.user for m in group.members for each in book.within(m, world.space.id)
        )

    assert await world.aside.read(users) == sorted([nia.user, sam.user])


async def test_whoever_joins_a_network_over_workspaces_says_how_they_are_reached(
    world: World, there: World
) -> None:
    await world.aside.write(
        lambda tx: tx.organisations.add(world.network.id, "Harbours", "central", "")
    )
    nia = there.person("Nia Prosser")
    assert "How a partner can reach you" in await nia.say("join")
    (option, *_) = await nia.search("organisations", "harbours")
    assert "Give one way to reach you" in await nia.fill(organisation=option.value, contact=" ")
    assert "You're in." in await nia.fill(organisation=option.value, contact="nia@harbours.example")
    assert (await nia.find_member()).profile.contact == Contact(email="nia@harbours.example")
    await nia.say("profile")
    assert "Give one way to reach you" in await nia.fill(email="")
    assert "Give one way" not in await nia.fill(email="", phone="020 7946 0000")


async def test_in_one_workspace_nobody_is_asked_how_they_are_reached(world: World) -> None:
    assert "How a partner can reach you" not in await world.person("Sam Okafor").say("join")


async def test_guests_and_people_from_elsewhere_are_told_what_works_for_them(
    world: World, there: World
) -> None:
    nia = await there.member("Nia Prosser", "Harbours")
    assert "You're a guest here" not in await nia.say("help")
    heard = replace(nia._heard("help"), guest=True)
    assert "You're a guest here" in await nia._hear(heard)
    visitor = Chat(world, "Owen Pike", "U1OWEN")
    heard = replace(visitor._heard("help"), sender=AccountKey("slack", "T0HARBOURS", "U1OWEN"))
    assert "such as “join”" in await visitor._hear(heard)


async def test_two_workspaces_and_two_networks_show_nothing_of_each_other(
    world: World, there: World
) -> None:
    """Coders live in both workspaces too; each list, search and count is one network's."""

    def add(tx: Transaction) -> None:
        coders = tx.networks.add("Coders")
        for space in (world.space, there.space):
            tx.networks.link(coders.id, space.id, default=False)

    await world.aside.write(add)
    sam = await world.member("Sam Okafor", "Eastmarsh")
    coder = there.person("Cleo Coder")
    await coder.say("network Coders")
    for typed in ("members", "organisations", "help", "my data", "network", "network connect"):
        said = await coder.say(typed)
        assert "Sam Okafor" not in said, typed
        assert "Eastmarsh" not in said, typed
    assert await coder.search("members", "sam") == []
    assert "Cleo" not in await sam.say("members")


async def _take_out(world: World, there: World) -> None:
    """The second workspace removes the bot."""

    def take_out(tx: Transaction) -> None:
        installs.take_out(tx, tx.spaces.get(there.space.id), "uninstalled", world.now)

    await world.aside.write(take_out)


async def test_who_is_to_meet_somebody_of_a_workspace_that_took_us_out_hears_of_it(
    world: World, there: World
) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh")
    nia = await there.member("Nia Prosser", "Harbours")
    await world.introduce((sam, nia))
    await sam.told()
    await _take_out(world, there)
    (told,) = await sam.told()
    assert "Our messages can't reach Nia Prosser at the moment." in told
    assert sam.buttons() == ["Find me somebody else"]
    assert "we'll introduce you to somebody else" in await sam.press("Find me somebody else")


async def test_nobody_is_introduced_to_people_of_a_workspace_that_took_us_out(
    world: World, there: World
) -> None:
    for number in range(2):
        await world.member(f"Person {number}", f"Organisation {number}")
    for number in range(2, 4):
        await there.member(f"Person {number}", f"Organisation {number}")
    await _take_out(world, there)
    organiser = priya(world)
    assert "2 people would be introduced, in 1 pair." in await preview(world, organiser)
    space = ("slack", "T0HARBOURS", "T0HARBOURS", "Department for Harbours")
    await world.aside.write(lambda tx: tx.spaces.install(*space))
    await organiser.say("unmentor round again")
    await do_errands(world)
    assert len(await pairs(world)) == 2, "it is back"


# People on other platforms


def _drafts(message: Message) -> list[str]:
    """The addresses of a message that open a mail to write."""
    texts = [block.text for block in message.blocks if isinstance(block, Paragraph)]
    links = [part for text in texts for part in text if isinstance(part, Link)]
    return [link.url for link in links if link.url.startswith("mailto:")]


async def test_a_partner_elsewhere_is_written_to_by_a_friendly_draft(
    world: World, there: World
) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh")
    nia = await there.member("Nia Prosser", "Harbours", contact=Contact(email="nia@h.example"))
    (group,) = await world.introduce((sam, nia))
    reader = await sam.find_member()

    def read(tx: Transaction) -> tuple[Message | None, Message | None]:
        alone = View(tx, world.now, world.network, world.space.id, NAMES, POLICY, reader)
        together = replace(alone, reader=None)
        return introduction(alone, group), introduction(together, group)

    alone, together = await world.aside.read(read)
    assert alone
    assert together
    (draft,) = _drafts(alone)
    address, _, words = draft.partition("?")
    assert address == "mailto:nia@h.example"
    body = parse_qs(words)["body"][0]
    assert body.startswith("Hello Nia,")
    assert body.endswith("Sam Okafor")
    assert _drafts(together) == []


async def _on_teams(world: World, name: str, tenant: str, mail: str, shared: str = "") -> Member:
    """A member with a Teams account, whose own address is known, and what they agreed to share."""

    def join(tx: Transaction) -> Member:
        space = tx.spaces.install("teams", tenant, tenant, tenant)
        tx.networks.link(world.network.id, space.id, default=True)
        account = tx.accounts.see(AccountKey("teams", tenant, name), space.id, name)
        tx.addresses.keep(account.id, mail, "teams", world.now, verified=True)
        profile = Profile(name, None, contact=Contact(email=shared))
        return tx.members.join(world.network.id, account.id, profile, world.now)

    return await world.aside.write(join)


async def test_where_both_are_on_teams_a_chat_opens_by_an_address_that_may_be_used(
    world: World,
) -> None:
    jo = await _on_teams(world, "Jo Hughes", "council", "jo@council.example")
    colleague = await _on_teams(world, "Siân Pritchard", "council", "sian@council.example")
    sharing = await _on_teams(world, "Bee Adeyemi", "trust", "bee@trust.example", "b@trust.example")
    silent = await _on_teams(world, "Kit Sowden", "trust", "kit@trust.example")
    slack = await (await world.member("Sam Okafor", contact=Contact(email="s@x.ex"))).find_member()
    government = replace(NAMES, teams="gov.teams.microsoft.us")

    def chats(tx: Transaction) -> list[list[tuple[str, str]]]:
        return [
            _chats(tx, world, jo, colleague),
            _chats(tx, world, jo, sharing, government),
            _chats(tx, world, jo, silent),
            _chats(tx, world, jo, slack),
            _chats(tx, world, slack, sharing),
        ]

    ((label, link),), ((_, governed),), *none = await world.aside.read(chats)
    assert label == "Open a chat with Siân Pritchard"
    assert link.startswith("https://teams.microsoft.com/l/chat/0/0?users=sian%40council.example&")
    (draft,) = parse_qs(urlsplit(link).query)["message"]
    assert draft.startswith("Hello,\r\n\r\nUnmentoring, monthly introduced us.")
    assert draft.endswith("Jo Hughes")
    assert governed.startswith("https://gov.teams.microsoft.us/l/chat/0/0?users=b%40trust.example&")
    assert none == [[], [], []]


def _chats(
    tx: Transaction, world: World, reader: Member, other: Member, names: Names = NAMES
) -> list[tuple[str, str]]:
    """The buttons by which a reader opens a chat with a partner, with their links."""
    programme = tx.programmes.running(world.network.id)[0]
    view = View(tx, world.now, world.network, world.space.id, names, POLICY, reader)
    called: dict[str, str] = {each.id: each.name for each in (reader, other)}
    rows = chat_buttons(view, [other], called, programme)
    buttons = [one for row in rows if isinstance(row, Buttons) for one in row.buttons]
    return [(one.label, one.url) for one in buttons if isinstance(one, LinkButton)]


async def test_guests_and_people_from_elsewhere_read_it_when_they_have_joined(
    world: World, there: World
) -> None:
    await world.aside.write(
        lambda tx: tx.organisations.add(world.network.id, "Harbours", "central", "")
    )
    guest = world.person("Gus Moran")
    elsewhere = Chat(world, "Owen Pike", "U1OWEN")
    senders = ((guest, guest.key), (elsewhere, AccountKey("slack", "T0HARBOURS", "U1OWEN")))
    for chat, key in senders:
        is_guest = chat is guest
        await chat._hear(replace(chat._heard("join"), sender=key, guest=is_guest))
        (option, *_) = await chat.search("organisations", "harbours")
        assert chat.form
        sent = chat._heard(
            chat.form.command,
            ref=chat.form.ref,
            values={
                "name": chat.name,
                "organisation": option.value,
                "contact": "me@harbours.example",
            },
        )
        said = await chat._hear(replace(sent, sender=key, guest=is_guest))
        assert "You're in." in said
        assert "Everything works without it: press the buttons" in said
