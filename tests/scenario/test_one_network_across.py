"""One network over two Slack workspaces, two tenants of Teams and e-mail: joining to rematching.

The whole app is beside our stand-ins of the platforms, over HTTP and SMTP; only time is moved.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from storage.store import Store
from tests.support.everywhere import BASE, Everywhere, everywhere
from tests.support.persons import OnSlack, OnTeams, Person, WithMail
from tests.support.playground import ADE, HALL, NIA, OTHER_TEAM, OWEN, PRIYA, SAM
from tests.support.teams import BEE, COUNCIL_CHANNEL, COUNCIL_TEAM, JO, JOHAR, KIT, SIAN

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
INTRODUCED = datetime(2026, 12, 1, 10, tzinfo=UTC)
HALF_WAY = datetime(2026, 12, 18, 12, tzinfo=UTC)
REMATCHED = datetime(2026, 12, 23, 12, tzinfo=UTC)
OVER = datetime(2027, 1, 5, 9, tzinfo=UTC)
ADA, BEN, CY = "ada.obi@midvale.gov.uk", "ben@pennard.example", "cy.lunt@loxley.ac.uk"
NOTES = """Session: 1

Session title: Sharing what tide gauges tell us

Theme: data sharing

Notes

Who looks after the gauges?

Fewer people are on call at night.
"""
TITLE, SUMMARY = "Sharing what tide gauges tell us", "Gauges tell more than tides."


@dataclass(frozen=True, slots=True)
class Guest:
    """Who somebody says they are. `shares` is all that a partner may see; `own`: nobody at all."""

    name: str
    organisation: str
    interest: str
    shares: str
    own: str


# Who shares an interest is introduced: six pairs, each over two platforms, workspaces or tenants.
GUESTS = {
    SAM: Guest("Sam Okafor", "Eastmarsh Borough", "canals", "020 7946 0001", "sam@example.org"),
    JO: Guest("Jo Hughes", "Tynewick Council", "canals", "Ask at desk 2", "hughes@council"),
    NIA: Guest("Nia Prosser", "Harbour Board", "bees", "020 7946 0003", "nia@example.org"),
    ADA: Guest("Ada Obi", "Midvale Parish", "bees", "01632 960004", ADA),
    BEE: Guest("Bee Adeyemi", "Tarnside Trust", "old maps", "Signal bee.5", "b.adeyemi@"),
    BEN: Guest("Ben Carey", "Pennard Water", "old maps", "01632 960006", BEN),
    SIAN: Guest("Siân Pritchard", "Quillford Police", "choirs", "sian@quill.example", "pritchard@"),
    JOHAR: Guest("Johar Hughes", "Brackenrigg Fire", "choirs", "jh@rigg.example", "hughes@trust"),
    ADE: Guest("Ade Bello", "Saltmere Society", "clocks", "ab@saltmere.example", "ade@example.org"),
    CY: Guest("Cy Lunt", "Loxley Sixth Form", "clocks", "clocks@loxley.example", CY),
    OWEN: Guest("Owen Pike", "Dunmoor Museum", "kites", "020 7946 0011", "owen@example.org"),
    KIT: Guest("Kit Sowden", "Ferrybridge Forum", "kites", "Signal kit.12", "k.sowden@"),
}
PAIRS = ((SAM, JO), (NIA, ADA), (BEE, BEN), (SIAN, JOHAR), (ADE, CY), (OWEN, KIT))


@dataclass
class Story:
    """Everybody in it; `news` is what each heard since the last look."""

    world: Everywhere
    people: dict[str, Person] = field(default_factory=dict)
    _read: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        world = self.world
        self.people = {
            **{user: world.on_slack(user) for user in (SAM, ADE)},
            **{user: world.on_slack(user, OTHER_TEAM) for user in (NIA, OWEN)},
            **{user: world.on_teams(user) for user in (JO, SIAN, JOHAR, BEE, KIT)},
            **{address: world.with_mail(address) for address in (ADA, BEN, CY)},
        }

    @property
    def priya(self) -> OnSlack:
        """The organiser, who takes no part."""
        return self.world.on_slack(PRIYA)

    @property
    def sian(self) -> OnTeams:
        sian = self.people[SIAN]
        assert isinstance(sian, OnTeams)
        return sian

    async def news(self, *who: str) -> list[str]:
        """What these heard since they last looked; everybody, where nobody is named."""
        return [await self._news(each) for each in who or GUESTS]

    async def _news(self, who: str) -> str:
        heard = await self.people[who].heard()
        fresh, self._read[who] = heard[self._read[who] :], len(heard)
        return "\n".join(fresh)


async def test_a_round_notes_and_a_digest_over_every_platform(store: Store) -> None:
    async with everywhere(store, TUESDAY) as world:
        story = Story(world)
        await _everybody_joins(story)
        await _channels_follow(story)
        await _notes_are_posted_changed_and_taken_back(story)
        await world.wait(INTRODUCED)
        await _digests_came(story)
        await _everybody_is_introduced_once(story)
        await _times_are_suggested_and_taken(story)
        await _some_met_and_some_did_not(story)
        await _whoever_waits_is_introduced_again(story)
        _nobody_read_what_was_not_for_them(story)


# Joining


async def _everybody_joins(story: Story) -> None:
    priya = story.priya
    await priya.say("unmentor organise new", HALL)
    await priya.fill("Set it up", name="Coffee", place=HALL)
    assert "on its way" in await priya.press("Post the Join card")
    said = await priya.say("teapoint join page open")
    page = said[said.index(f"{BASE}/join/") :].split()[0]
    for who in GUESTS:
        await _open_the_form(story.people[who], who, page)
        await _join(story.people[who], GUESTS[who])


async def _open_the_form(person: Person, who: str, page: str) -> None:
    """By the card in the channel, by a command, or from the public page by a mail's link."""
    match person:
        case OnSlack() if who == SAM:
            await person.press("Join", HALL)
        case WithMail():
            await person.open(page)
            await person.fill("Send me the link", address=who)
            await person.press("Confirm your address")
            await person.fill("Confirm and go on")
        case OnTeams():
            await person.person.install()
            await person.say("unmentor join")
        case _:
            await person.say("unmentor join")


async def _join(person: Person, guest: Guest) -> None:
    said = await person.fill(
        "Join",
        name=guest.name,
        organisation=_new(person, guest.organisation),
        sector="local",
        contact=guest.shares,
    )
    assert "You're in" in said, said
    await person.say("unmentor profile")
    said = await person.fill("Save", interests=_new(person, guest.interest))
    assert "Saved" in said, said


def _new(person: Person, name: str) -> str:
    """How a name is given that is not in the lists yet: Slack offers to add it."""
    return name if isinstance(person, OnSlack) else f"new: {name}"


# Notes and digests, in a channel of Slack and one of Teams


async def _channels_follow(story: Story) -> None:
    priya, sian = story.priya, story.sian
    await sian.person.uninstall(team=COUNCIL_TEAM)
    await sian.person.install(team=COUNCIL_TEAM)
    assert "is an organiser now" in await priya.say("teapoint organisers add Siân Pritchard")
    blog = f"{story.world.slack.base_url}/playground/web/northmoor/feed.xml"
    for line in ("notes follow data sharing", f"digest add {blog}", "digest here daily"):
        await priya.say(line, HALL)
        assert "in your chat with Teapoint" in await sian.say(line, COUNCIL_CHANNEL)


async def _both(story: Story) -> tuple[str, str]:
    """What stands in the two channels, of Slack and of Teams."""
    there = await story.sian.seen(COUNCIL_CHANNEL)
    return "\n".join(await story.priya.seen(HALL)), "\n".join(there)


async def _notes_are_posted_changed_and_taken_back(story: Story) -> None:
    sam = story.people[SAM]
    await sam.say("notes paste")
    await sam.fill("Continue", paste=NOTES)
    await sam.fill("Save")
    said = await sam.say("notes post 1")
    assert "#Coffee in Tynewick Borough Council" in said
    assert "is being posted" in await sam.press("Post in 2 channels")
    for channel in await _both(story):
        assert TITLE in channel
        assert "on call at night" in channel
        assert SUMMARY not in channel
    await sam.say("notes edit 1")
    await sam.fill("Save", summary=SUMMARY)
    for channel in await _both(story):
        assert SUMMARY in channel
    assert "back from 2 channels" in await sam.say("notes withdraw 1")
    for channel in await _both(story):
        assert TITLE not in channel
        assert SUMMARY not in channel


async def _digests_came(story: Story) -> None:
    for channel in await _both(story):
        assert "New from the blogs this channel follows" in channel
        assert "Our show and tell is open to everybody" in channel


# The round


async def _everybody_is_introduced_once(story: Story) -> None:
    await story.news()
    said = await story.priya.press("Introduce 6 pairs")
    assert "12 of 12 messages were delivered" in said
    for one, other in PAIRS:
        for reader, partner in ((one, other), (other, one)):
            (told,) = await story.news(reader)
            assert told.count("Why we matched you") >= 1
            assert f"Meet {GUESTS[partner].name}" in told
            assert GUESTS[partner].shares in told
            others = set(GUESTS) - {reader, partner}
            assert not [each for each in others if GUESTS[each].name in told]
    assert "teams.microsoft.com/l/chat" in story.sian.raw(), "both are on Teams"
    assert "mailto:clocks@loxley.example" in story.people[ADE].raw()


async def _times_are_suggested_and_taken(story: Story) -> None:
    """From Slack to Teams, from e-mail to Slack, and from Teams to e-mail."""
    for one, other in ((SAM, JO), (ADA, NIA), (BEE, BEN)):
        suggests, takes = story.people[one], story.people[other]
        await suggests.press("Suggest times")
        said = await suggests.fill("Suggest these times", where="The tea point")
        assert "these times" in said
        await takes.press("Wednesday 2 December 2026")
        for told, partner in zip(await story.news(one, other), (other, one), strict=True):
            assert f"You're meeting {GUESTS[partner].name} on Wednesday 2 December" in told
            assert "The tea point" in told


async def _some_met_and_some_did_not(story: Story) -> None:
    """Cy can't meet; Nia says nothing, while Ada still would like to; three pairs met."""
    people = story.people
    assert "We've noted that you can't meet" in await people[CY].say("unmentor can't")
    (told,) = await story.news(ADE)
    assert "Cy Lunt can't meet this time" in told
    await story.world.wait(HALF_WAY)
    for told, partner in zip(await story.news(JO, BEN, OWEN), (SAM, BEE, KIT), strict=True):
        assert f"Have you and {GUESTS[partner].name.split()[0]} met yet?" in told
    for who in (SAM, JO, BEN, SIAN):
        assert "have met" in await people[who].press("We've met")
    assert "you haven't met yet" in await people[ADA].press("Not yet, but we will")
    (told,) = await story.news(NIA)
    assert "Ada Obi would still like to meet you." in told


async def _whoever_waits_is_introduced_again(story: Story) -> None:
    """Ade on Slack waits since Cy can't; Ada, with e-mail, since Nia is silent."""
    await story.world.wait(REMATCHED)
    to_ade, to_ada, to_nia = await story.news(ADE, ADA, NIA)
    assert "Meet Ada Obi" in to_ade
    assert "01632 960004" in to_ade
    assert "Meet Ade Bello" in to_ada
    assert "ab@saltmere.example" in to_ada
    assert "We've introduced Ada to somebody else" in to_nia
    assert "have met" in await story.people[ADE].say("unmentor met")
    await story.world.wait(OVER)
    said = "\n".join(await story.priya.seen(HALL))
    assert "December's round: 4 of 7 introductions led to a conversation." in said


# What was agreed


PARTNERS = {frozenset(pair) for pair in (*PAIRS, (ADE, ADA))}


def _nobody_read_what_was_not_for_them(story: Story) -> None:
    sent = story.world.sent()
    assert GUESTS[SAM].shares in sent
    assert not [guest.own for guest in GUESTS.values() if guest.own in sent]
    for who, person in story.people.items():
        read = person.raw()
        for other, guest in GUESTS.items():
            met = frozenset((who, other)) in PARTNERS
            assert who == other or (guest.shares in read) == met, f"{who} and {guest.shares}"
            assert who == other or guest.own not in read, f"{who} read {guest.own}"
