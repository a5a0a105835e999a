"""Help: from the table of commands, in groups, for whoever asks."""

from tests.support.chat import World


async def test_a_newcomer_is_shown_what_newcomers_can_do(world: World) -> None:
    answer = await world.person("Nobody Yet").say("help")
    assert "We introduce people across organisations." in answer
    lines = answer.splitlines()
    assert "• /unmentor join: Join a scheme, and be introduced to people." in lines
    assert not any("avoid" in line for line in lines), "that is for members"
    assert "For organisers" not in answer


async def test_a_member_sees_every_verb_the_likeliest_first(world: World) -> None:
    sam = await world.member("Sam Okafor")
    answer = await sam.say("help all")
    order = [answer.index(f"/unmentor {verb}") for verb in ("join", "status", "met", "leave")]
    assert order == sorted(order)
    for typed in ("/teapoint my data", "/teapoint forget me", "/unmentor pause [until a day]"):
        assert typed in answer
    assert "forget me now" not in answer


async def test_help_is_short_and_says_where_the_rest_is(world: World) -> None:
    sam = await world.member("Sam Okafor")
    answer = await sam.say("help")
    assert "/unmentor pause" in answer
    assert "/teapoint my data" in answer
    assert "unavoid" in await sam.say("help all")
    assert "To see every command, type /teapoint help all." in answer
    assert len(answer) < 2000


async def test_nothing_typed_means_help(world: World) -> None:
    sam = await world.member("Sam Okafor")
    full = await sam.say("help")
    for text in ("", "   ", "unmentor", "teapoint", "hello", "Help", "unmentor help"):
        assert await sam.say(text) == full, text


async def test_help_explains_one_command(world: World) -> None:
    sam = await world.member("Sam Okafor")
    answer = await sam.say("help pause")
    assert "Take a break from introductions." in answer
    assert "For example: /unmentor pause until 5 January" in answer
    assert "Other words for it: /unmentor snooze" in answer
    assert "help unmentor pause" not in answer
    assert await sam.say("help unmentor pause") == answer
    assert "Get everything" in await sam.say("help my data")


async def test_help_about_something_unknown(world: World) -> None:
    sam = await world.member("Sam Okafor")
    answer = await sam.say("help pawse")
    assert "There is no command “pawse”." in answer
    assert "Did you mean /unmentor pause?" in answer


async def test_organisers_commands_are_for_organisers_only(world: World) -> None:
    priya = world.person("Priya Raman", "U0PRIYA")
    sam = await world.member("Sam Okafor")
    assert "For organisers" in await priya.say("help")
    assert "For organisers" not in await sam.say("help")
    assert "There is no command" in await sam.say("help organise")
