"""What there is to organise now: schemes, the next date, people, a round that waits."""

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Channel,
    Confirm,
    Fields,
    Heading,
    Message,
    Paragraph,
    Part,
    paragraph,
    rich,
    say,
)
from bot.refs import pack_ref
from bot.wording.language import capital, say_moment
from bot.wording.language import gettext as _
from bot.wording.members import quiet
from bot.wording.organisers import invitations
from bot.wording.organisers.organisers import called
from bot.wording.rounds.round_names import (
    LEAST_PEOPLE,
    say_people,
    say_people_and_organisations,
    say_round,
)
from bot.wording.rounds.round_preview import round_ref
from bot.wording.schemes.rhythms import say_quiet, say_rhythm, say_rules
from bot.wording.schemes.scheme_fields import say_kind
from bot.wording.schemes.schemes import next_moment
from bot.wording.view import View
from storage.round_records import Programme, Round


def overview(view: View, programmes: list[Programme]) -> Message:
    """All schemes of the network, and at most three controls."""
    blocks: list[Block] = []
    for programme in programmes:
        blocks += scheme(view, programme)
    return Message(
        (
            *blocks,
            *invitations.under_way(view),
            _controls(programmes),
            Paragraph((_("You can also type:"),)),
            _more(view),
        )
    )


def scheme(view: View, programme: Programme) -> list[Block]:
    """One scheme as it is now."""
    people, organisations = view.tx.enrolments.count(programme.id)
    moment = next_moment(view, programme)
    on = say_moment(moment, view.zone) if moment else _("no date is left")
    quiet = tuple((_("Quiet"), (say_quiet(each),)) for each in programme.timing.quiet)
    facts = (
        (_("Kind"), (say_kind(programme),)),
        (_("When"), (say_rhythm(programme.timing),)),
        *quiet,
        (_("Next introductions"), (on,)),
        (_("Conversations"), (_("{count} minutes").format(count=programme.minutes),)),
        (_("In it"), (say_people_and_organisations(people, organisations),)),
        (_("Channel"), (_channel(view, programme),)),
        (_("Rules"), (say_rules(programme.rules),)),
        (_("Who is in a round"), (_asked(programme),)),
        (_("Before sending"), (_approval(programme),)),
        (_("In the channel"), (_posts(programme),)),
        *_keeper(view, programme),
    )
    return [Heading(programme.name), Fields(facts), *_waiting(view, programme)]


def was_set_up(view: View, programme: Programme) -> Message:
    """A new scheme is there: what happens next."""
    lead = _("{scheme} is set up.").format(scheme=programme.name)
    words = _("Next, post the Join card in the channel, so that people can join.")
    return Message(
        (
            Paragraph((lead,)),
            *scheme(view, programme),
            Paragraph((words,)),
            Buttons((_card(programme), _edit(programme), _matching(programme))),
        )
    )


def was_changed(view: View, programme: Programme) -> Message:
    """A scheme was changed."""
    lead = _("Saved. This is how {scheme} is now.").format(scheme=programme.name)
    return Message((Paragraph((lead,)), *scheme(view, programme)))


def card_is_posted(view: View, programme: Programme) -> Message:
    """The Join card is on its way."""
    channel = _channel(view, programme)
    return say(
        rich(_("The Join card is on its way to {channel}."), channel=channel),
        _("It's posted there once a day at most, however often you ask."),
    )


def _channel(view: View, programme: Programme) -> Part:
    """The scheme's channel: by link where it is read in the same workspace, else by name."""
    place = view.tx.places.get(programme.place_id)
    name = f"#{place.name}" if place.name else _("its channel")
    if place.space_id != view.space_id:
        return name
    return Channel(name, view.tx.spaces.get(place.space_id).platform, place.external_id)


def end_question(programme: Programme) -> Message:
    """Ask before a scheme is ended."""
    words = _(
        "Ending {scheme} can't be taken back. There will be no more rounds, and a round that "
        "waits is dropped. Introductions that were made go on. We tell its members."
    ).format(scheme=programme.name)
    confirm = Confirm(_("End this scheme?"), words, _("End it"), _("Keep it"))
    ref = pack_ref(p=programme.id, yes=1)
    button = Button(_("End it"), "unmentor organise end", ref, "danger", confirm)
    return say(words, Buttons((button,)))


def was_ended(programme: Programme) -> Message:
    """A scheme was ended."""
    return say(
        _("{scheme} has ended. There will be no more rounds.").format(scheme=programme.name),
        _("We tell its members that it has ended. You may want to thank them in the channel."),
    )


def members(view: View, programmes: list[Programme]) -> Message:
    """How many take part: totals only, and none of few people."""
    people, organisations = view.tx.members.count(view.network.id)
    everybody = say_people_and_organisations(people, organisations)
    blocks: list[Block] = [
        Heading(_("Members")),
        paragraph(_("{people} in this network."), people=everybody),
    ]
    for programme in programmes:
        blocks += [Heading(programme.name), Fields(_counts(view, programme))]
    words = _("Figures are totals of at least {least} people. We don't count what a person does.")
    return Message((*blocks, Paragraph((words.format(least=LEAST_PEOPLE),))))


def _counts(view: View, programme: Programme) -> tuple[tuple[str, tuple[str]], ...]:
    enrolled = view.tx.enrolments.all(programme.id)
    paused = sum(each.state == "paused" for each in enrolled)
    skipping = sum(each.skip_next and each.state == "in" for each in enrolled)
    without = sum(each.sat_out and each.state == "in" for each in enrolled)
    return (
        (_("In the next round"), (say_people(len(enrolled) - paused - skipping),)),
        (_("Having a break"), (say_people(paused),)),
        *quiet.counts(view, programme),
        (_("Sitting out the next round"), (say_people(skipping),)),
        (_("Without a partner last time, so first in line"), (say_people(without),)),
    )


def _approval(programme: Programme) -> str:
    if programme.approve:
        return _("an organiser looks at each round and sends it")
    return _("each round is sent by itself")


def _asked(programme: Programme) -> str:
    if programme.format.asks:
        return _("whoever says yes when asked before it")
    return _("everybody, unless they sit out")


def _posts(programme: Programme) -> str:
    if programme.format.posts:
        return _("an announcement before each round, a reminder half-way, and the totals")
    return _("the totals of each round")


def _keeper(view: View, programme: Programme) -> tuple[tuple[str, tuple[str]], ...]:
    if programme.keeper_id is None:
        return ()
    return ((_("Looked after by"), (called(view.tx.accounts.get(programme.keeper_id)),)),)


def _waiting(view: View, programme: Programme) -> list[Block]:
    waiting = view.tx.rounds.latest(programme.id, "proposed")
    if waiting is None:
        return []
    words = _("{round} waits to be sent.")
    name = say_round(programme, waiting)
    return [paragraph(words, round=capital(name))]


def _controls(programmes: list[Programme]) -> Buttons:
    first = Button(_("Preview the next round"), "unmentor round preview", style="primary")
    if len(programmes) > 1:
        edit = Button(_("Edit a scheme"), "unmentor organise edit")
        return Buttons((first, edit, Button(_("Set up another"), "unmentor organise new")))
    return Buttons((first, _edit(programmes[0]), _card(programmes[0])))


def _more(view: View) -> Bullets:
    lines = (
        ("unmentor organise words", _("{command}: how people are matched, and what is posted")),
        ("unmentor organise new", _("{command}: another scheme")),
        ("unmentor organise copy", _("{command}: one like this")),
        ("unmentor organise hand over", _("{command}: somebody else looks after a scheme")),
        ("unmentor organise import", _("{command}: invite people from an old sheet")),
        ("unmentor members", _("{command}: how many take part")),
        ("unmentor unsure", _("{command}: messages that may not have arrived")),
        ("unmentor log", _("{command}: what organisers did")),
        ("organisers", _("{command}: who organises")),
    )
    return Bullets(tuple(rich(words, command=view.code(line)) for line, words in lines))


def _edit(programme: Programme) -> Button:
    return Button(_("Edit the scheme"), "unmentor organise edit", pack_ref(p=programme.id))


def _matching(programme: Programme) -> Button:
    ref = pack_ref(p=programme.id)
    return Button(_("Matching and messages"), "unmentor organise words", ref)


def _card(programme: Programme) -> Button:
    return Button(_("Post the Join card"), "unmentor organise card", pack_ref(p=programme.id))


def round_was_sent(view: View, programme: Programme, round_: Round, by: str) -> Message:
    """The round was sent before this press: by whom and when."""
    moment = say_moment(round_.sent_at or view.now, view.zone)
    name = say_round(programme, round_)
    if by:
        words = _("{name} sent {round} on {moment}, so there is nothing to send.")
        return say(words.format(name=by, round=name, moment=moment))
    words = _("{round} was sent by itself on {moment}, so there is nothing to send.")
    return say(words.format(round=capital(name), moment=moment))


def round_was_dropped(programme: Programme, round_: Round) -> Message:
    """The round was dropped before this press."""
    again = Button(_("Preview the next round"), "unmentor round preview", pack_ref(p=programme.id))
    words = _("{round} was dropped, so there is nothing to send. Nobody was told anything.")
    return say(words.format(round=capital(say_round(programme, round_))), Buttons((again,)))


def plan_has_changed() -> str:
    """The round is not what was looked at any more."""
    return _(
        "The plan has changed since you looked at it, so we haven't done that. "
        "Nothing is lost: this is how it is now."
    )


def cancel_question(programme: Programme, round_: Round) -> Message:
    """Ask before a round is dropped."""
    words = _(
        "Dropping {round} can't be taken back: there will be no introductions until the next one. "
        "Nobody was told anything yet."
    ).format(round=say_round(programme, round_))
    confirm = Confirm(_("Drop this round?"), words, _("Drop it"), _("Keep it"))
    button = Button(
        _("Drop this round"), "unmentor round cancel", round_ref(round_), "danger", confirm
    )
    return say(words, Buttons((button,)))
