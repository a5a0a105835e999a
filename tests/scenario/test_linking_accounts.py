"""One person with two accounts: a code links them, a yes makes one of two, unlinking undoes it."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.organisations.verifying import keep_address
from storage.transaction import Transaction
from storage.types import AccountKey, Contact, MemberId, Space
from tests.support.chat import Chat, World


async def _code(chat: Chat) -> str:
    answer = await chat.say("link")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", answer)
    assert found, answer
    return found[0]


async def _twice(world: World, there: World) -> tuple[Chat, Chat]:
    """Nia is a member from both workspaces; from Harbours with the newer profile."""
    old = await world.member("Nia Prosser", "Eastmarsh", profession="policy", region="Wales")
    world.now += timedelta(days=1)
    there.now = world.now
    contact = Contact(email="nia@harbours.example")
    new = await there.member("Nia P", "Harbours", profession="delivery", contact=contact)
    return old, new


async def _make_one(old: Chat, new: Chat) -> str:
    await new.say(f"link {await _code(old)}")
    return await new.press("Make them one")


async def test_a_code_makes_another_account_one_of_mine(world: World, there: World) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh")
    phone = there.person("Sam O", "U1SAM")
    code = await _code(sam)
    asked = await phone.say(f"link {code.lower().replace('-', ' ')}")
    assert "The code is from Sam Okafor" in asked
    assert "Slack, in Public services together" in asked
    assert "Say yes only if both accounts are yours." in asked
    assert "This account is yours" in await phone.press("Yes, that's me")
    assert (await phone.find_member()).id == (await sam.find_member()).id
    (told,) = await sam.told()
    assert "An account on Slack, in Department for Harbours is linked with yours" in told
    assert "used already" in await there.person("Eve").say(f"link {code}")


async def test_where_i_am_told_things_is_where_it_was_until_i_choose(
    world: World, there: World
) -> None:
    sam, ade = await world.member("Sam Okafor"), await world.member("Ade Bello")
    phone = there.person("Sam O", "U1SAM")
    await phone.say(f"link {await _code(sam)}")
    assert "We go on telling you things on Slack, in Public" in await phone.say("link yes")
    await sam.told()
    await phone.press("Tell me things here")
    await world.introduce((sam, ade))
    assert await sam.told() == []
    (introduced,) = await phone.told()
    assert "Ade Bello" in introduced


async def test_a_code_that_can_do_nothing_says_why_and_changes_nothing(
    world: World, there: World
) -> None:
    sam, phone = await world.member("Sam Okafor"), there.person("Sam O", "U1SAM")
    code = await _code(sam)
    assert "Type it in your other one." in await sam.say(f"link {code}")
    world.now += timedelta(hours=1)
    assert "no longer works" in await phone.say(f"link {code}")
    code = await _code(sam)
    await phone.say(f"link {code}")
    assert "That code no longer works." in await phone.press("No")
    assert "We don't know that code" in await phone.say(f"link {code}")
    assert "We haven't asked you" in await phone.say("link yes")
    for _ in range(4):
        assert "We don't know that code" in await phone.say("link AAAA-AAAA-AAAA")
    assert "Please wait an hour" in await phone.say(f"link {await _code(sam)}")


async def test_of_two_who_type_one_code_at_once_one_is_linked(world: World, there: World) -> None:
    sam = await world.member("Sam Okafor", "Eastmarsh")
    code = await _code(sam)
    both = [there.person("Sam O", "U1SAM"), there.person("Eve", "U1EVE")]
    await asyncio.gather(*(one.say(f"link {code}") for one in both))
    said = await asyncio.gather(*(one.say("link yes") for one in both * 2))
    assert sum("This account is yours" in words for words in said) == 1
    assert sum("Nothing has changed." in words for words in said) == 3
    mine = await sam.find_member()
    assert len(await world.aside.read(lambda tx: tx.members.accounts(mine.id))) == 2


async def test_both_profiles_are_shown_and_one_is_kept_with_the_blanks_filled(
    world: World, there: World
) -> None:
    old, new = await _twice(world, there)
    asked = await new.say(f"link {await _code(old)}")
    for words in ("From here: Slack, in Department for Harbours", "Harbours", "delivery"):
        assert words in asked
    for words in ("From there: Slack, in Public services together", "Eastmarsh", "policy"):
        assert words in asked
    assert "You are one member" in await new.press("Make them one")
    kept = (await old.find_member()).profile
    assert (kept.name, kept.profession, kept.region) == ("Nia P", "delivery", "Wales")
    assert kept.contact == Contact(email="nia@harbours.example")


async def test_the_other_profile_is_kept_where_somebody_says_so(world: World, there: World) -> None:
    old, new = await _twice(world, there)
    await new.say(f"link {await _code(old)}")
    await new.press("Keep the other profile")
    kept = await new.find_member()
    assert (kept.name, kept.organisation) == ("Nia Prosser", "Eastmarsh")
    assert kept.profile.contact == Contact(email="nia@harbours.example")


async def test_history_and_avoid_lists_are_one_and_the_member_who_went_shows_nowhere(
    world: World, there: World
) -> None:
    old, new = await _twice(world, there)
    ade, bea = await world.member("Ade Bello"), await world.member("Bea Cole")
    gus = await world.member("Gus Dean")
    await world.introduce((old, ade))
    await world.close_round()
    await old.say("avoid Bea Cole")
    await gus.say("avoid Nia P")
    await _make_one(old, new)
    nia = (await new.find_member()).id
    assert "Ade Bello" in await new.say("unmentor history")
    assert "Bea Cole" in await new.say("avoid")

    def look(tx: Transaction) -> tuple[set[MemberId], int, set[frozenset[MemberId]]]:
        present = {member.id for member in tx.members.present(world.network.id)}
        apart = {frozenset(pair) for pair in tx.members.avoid_pairs(world.network.id)}
        return present, tx.enrolments.count(world.programme.id)[0], apart

    present, enrolled, apart = await world.aside.read(look)
    others = {(await one.find_member()).id: one.name for one in (ade, bea, gus)}
    assert present == {nia, *others}
    assert enrolled == 4
    assert apart == {frozenset((nia, id_)) for id_, name in others.items() if name != "Ade Bello"}


async def test_whoever_is_introduced_twice_keeps_one_and_no_partner_is_forgotten(
    world: World, there: World
) -> None:
    old, new = await _twice(world, there)
    ade, bea = await world.member("Ade Bello"), await world.member("Bea Cole")
    await world.introduce((old, ade), (new, bea))
    for chat in (ade, bea):
        await chat.told()
    await _make_one(old, new)
    (told,) = await ade.told()
    assert "Nia P was introduced to two people in this round" in told
    assert await bea.told() == []

    def seated(tx: Transaction) -> tuple[list[set[MemberId]], set[MemberId]]:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        groups = [set(g.members) for g in tx.rounds.groups(round_.id)]
        return groups, {wait.member_id for wait in tx.waiting.of_round(round_.id)}

    groups, waiting = await world.aside.read(seated)
    assert groups == [{(await new.find_member()).id, (await bea.find_member()).id}]
    assert waiting == {(await ade.find_member()).id}


async def test_nobody_stays_introduced_to_themself(world: World, there: World) -> None:
    old, new = await _twice(world, there)
    ade, bea, cy = [await world.member(n) for n in ("Ade Bello", "Bea Cole", "Cy Dunn")]
    await world.introduce((old, new), (ade, bea, cy))
    await old.told()
    await _make_one(old, new)
    nia = (await new.find_member()).id

    def look(tx: Transaction) -> tuple[int, set[MemberId], dict[MemberId, object]]:
        round_ = tx.rounds.latest(world.programme.id, "open")
        assert round_
        waits = {wait.member_id for wait in tx.waiting.of_round(round_.id)}
        met = dict[MemberId, object](tx.introductions.partners(nia))
        return len(tx.rounds.groups(round_.id)), waits, met

    assert await world.aside.read(look) == (1, {nia}, {})
    (told,) = await old.told()
    assert "is linked with yours" in told
    assert await new.told() == [], "that nobody stopped taking part"
    assert "Nia" not in await new.say("unmentor history")


async def test_the_third_of_a_trio_keeps_the_one_person(world: World, there: World) -> None:
    old, new = await _twice(world, there)
    ade = await world.member("Ade Bello")
    (group,) = await world.introduce((old, new, ade))
    await ade.told()
    await _make_one(old, new)
    both = {(await one.find_member()).id for one in (new, ade)}
    now_in = await world.aside.read(lambda tx: tx.rounds.group(group.id, world.network.id))
    assert (now_in.state, set(now_in.members)) == ("active", both)
    assert await ade.told() == []


async def test_a_plan_has_one_seat_for_them_and_the_preview_is_out_of_date(
    world: World, there: World
) -> None:
    old, new = await _twice(world, there)
    ade, bea = await world.member("Ade Bello"), await world.member("Bea Cole")
    before = await world.propose((old, ade), (new, bea))
    await _make_one(old, new)
    nia = (await new.find_member()).id

    def look(tx: Transaction) -> tuple[int, int]:
        planned = tx.rounds.get(before.id, world.network.id)
        seats = [m for group in tx.rounds.groups(before.id) for m in group.members]
        return planned.version - before.version, seats.count(nia)

    assert await world.aside.read(look) == (1, 1)


async def test_unlinking_gives_back_the_member_who_went(world: World, there: World) -> None:
    old, new = await _twice(world, there)
    before = await old.find_member(), await new.find_member()
    await _make_one(old, new)
    shown = await old.say("unlink")
    assert "1. Slack, in" in shown
    assert "2. Slack, in" in shown
    assert "You are two members" in await old.press("Unlink this account")
    assert (await old.find_member(), await new.find_member()) == before
    assert "You have one account" in await old.say("unlink")


async def test_an_account_without_a_past_is_taken_away_by_its_number(
    world: World, there: World
) -> None:
    sam, phone = await world.member("Sam Okafor"), there.person("Sam O", "U1SAM")
    await phone.say(f"link {await _code(sam)}")
    await phone.press("Yes")
    await phone.press("Tell me things here")
    await world.introduce((sam, await world.member("Ade Bello")))
    assert "We don't find your account “7”" in await sam.say("unlink 7")
    listed = (await sam.say("unlink")).splitlines()
    number = next(line[2] for line in listed if "Harbours" in line)
    assert "no longer linked" in await sam.say(f"unlink {number}")
    assert "join" in await phone.say("profile")
    (introduced,) = [told for told in await sam.told() if "Ade Bello" in told]
    assert introduced, "what waited for the other account reaches this one"


async def test_forgetting_and_exporting_mean_both(world: World, there: World) -> None:
    old, new = await _twice(world, there)
    ids = [(await one.find_member()).id for one in (old, new)]
    await _make_one(old, new)
    account = await world.aside.read(lambda tx: tx.accounts.find(new.key))
    assert account
    data = await world.aside.read(lambda tx: tx.export.everything(account.id, world.network.id))
    assert {row["name"] for row in data["member"]} == {"Nia P", "Nia Prosser"}
    await new.say("forget me now")
    assert await world.aside.read(lambda tx: tx.accounts.find(old.key)) is None

    def names(tx: Transaction) -> set[str]:
        return {member.name for member in tx.members.many(ids).values()}

    assert await world.aside.read(names) == {""}


@pytest.mark.parametrize("yes", [True, False])
async def test_the_same_verified_address_is_asked_about_once_and_never_merged_unasked(
    world: World, there: World, *, yes: bool
) -> None:
    old, new = await _twice(world, there)

    def verify(tx: Transaction) -> None:
        for chat in (old, new):
            account = tx.accounts.find(chat.key)
            assert account
            address = " Nia@harbours.example"
            keep_address(tx, account.id, address, "code", world.now)
            keep_address(tx, account.id, address, "code", world.now)

    await world.aside.write(verify)
    (asked,) = await new.told()
    assert "on Slack, in Public services together" in asked
    assert "Prosser" not in asked
    assert "Eastmarsh" not in asked
    assert await old.told() == []
    one, other = (await old.find_member()).id, (await new.find_member()).id
    pairs = await world.aside.read(lambda tx: tx.members.avoid_pairs(world.network.id))
    assert [set(pair) for pair in pairs] == [{one, other}]
    if yes:
        assert "From there: " in await new.press("Yes, that's me")
        assert (await old.find_member()).id != (await new.find_member()).id
        await new.press("Make them one")
        assert (await old.find_member()).id == (await new.find_member()).id
        return
    assert "we won't ask again" in await new.press("No, that's somebody else")
    await world.aside.write(verify)
    assert await new.told() == []
    assert await world.aside.read(lambda tx: tx.members.avoid_pairs(world.network.id)) == []
    assert "out of date" in await new.press("Yes")
    assert (await old.find_member()).id == one


async def test_whoever_joins_with_an_address_that_is_known_is_asked_at_once(
    world: World, there: World
) -> None:
    old, new = await world.member("Nia Prosser", "Eastmarsh"), there.person("Nia P")
    await new.say("help")

    def verify(tx: Transaction) -> None:
        for chat in (old, new):
            account = tx.accounts.find(chat.key)
            assert account
            tx.addresses.keep(account.id, "nia@east.example", "mail", world.now, verified=True)

    await world.aside.write(verify)
    await new.say("teapoint join")
    (option, *_) = await new.search("organisations", "eastmarsh")
    await new.fill(organisation=option.value)
    (asked,) = await new.told()
    assert "Is this you?" in asked


async def test_a_teams_account_is_linked_by_bare_words(world: World) -> None:
    sam = await world.member("Sam Okafor")

    def install(tx: Transaction) -> Space:
        tenant = "7d1f0d9e-0000-4000-8000-000000000001"
        space = tx.spaces.install("teams", tenant, tenant, "Harbours")
        tx.networks.link(world.network.id, space.id, default=True)
        return space

    tenant = replace(world, space=await world.aside.write(install))
    desk = Chat(tenant, "Sam Okafor", "29:sam", platform="teams")
    code = await _code(sam)
    shown = await sam.say("link")
    assert "On Microsoft Teams, in your chat with Teapoint: link " in shown
    code = await _code(sam)
    await desk.say(f"link {code}")
    assert "To be told here instead, type reach me here." in await desk.say("link yes")
    (told,) = await sam.told()
    assert "Microsoft Teams, in Harbours" in told
    key = AccountKey("teams", tenant.space.authority, "29:sam")
    assert await world.aside.read(lambda tx: tx.accounts.find(key))
