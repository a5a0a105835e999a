"""The form in which somebody chooses what a digest shows, and when; and what it refuses."""

from collections.abc import Sequence

from bot.form import (
    ChoiceInput,
    Form,
    Input,
    MultiChoiceInput,
    Option,
    SearchInput,
    TextInput,
    TimeInput,
)
from bot.message import Button, Buttons, Message, Paragraph, Rich, rich, say
from bot.wording.digests.digest_plans import say_all_blogs, say_rhythm
from bot.wording.digests.muting import MUTE, option_of, value_of
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all
from bot.wording.notes.note_posts import say_place
from bot.wording.schemes.rhythms import say_weekday
from bot.wording.view import View
from jobs.digests.muting import feeds_read
from jobs.digests.subscribing import USUAL, count_own_alone
from storage.digest_records import Digest, DigestPlan, Mute
from storage.types import Place

RHYTHM, WEEKDAY, AT, HOLIDAYS = "rhythm", "weekday", "at", "holidays"
READS, SHOWS, TOPICS, REGION, MUTED = "reads", "shows", "topics", "region", "muted"
LONGEST_REGION = 60
MOST_TOPICS = 20

MOST_OPTIONS = 100


def form(
    view: View, digest: Digest | None, plan: DigestPlan, place: Place | None, ref: str
) -> Form:
    """Everything that can be chosen of a digest, as it is now; one that is off starts weekly.

    `plan`: what it takes, or would take at first where there is none yet.
    """
    return Form(
        title=_("Choose what you see"),
        command="digest choose",
        ref=ref,
        submit=_("Save"),
        intro=(Paragraph(_intro(view, plan, place)),),
        inputs=(
            *_content(view, digest, plan, place),
            *_muted(view, digest),
            *_times(plan),
        ),
    )


def own_instead(view: View, names: Sequence[str], place: Place) -> Message:
    """Only organisers choose for a channel; everybody has a digest of their own."""
    return say(
        rich(
            _("What {channel} reads is chosen by this network's organisers. They are: {names}."),
            channel=say_place(view, place),
            names=say_all(names),
        ),
        _("You can have a digest of your own, with only what you choose."),
        Buttons((Button(_("Choose your own digest"), "digest me", style="primary"),)),
    )


def no_topics() -> str:
    """Posts on topics are wanted, but none is named."""
    return _("Choose at least one topic, or choose to see everything.")


def too_many_topics() -> str:
    """More topics than anybody tells apart."""
    return ngettext(
        "Choose at most {count} topic.", "Choose at most {count} topics.", MOST_TOPICS
    ).format(count=MOST_TOPICS)


def not_a_time() -> str:
    """What is typed as a time is none."""
    return _("Type a time such as 09:00.")


def _intro(view: View, plan: DigestPlan, place: Place | None) -> Rich:
    if plan.rhythm == "off":
        if place:
            return rich(_("No digest comes to {channel} yet."), channel=say_place(view, place))
        return (_("No digest comes to you yet."),)
    when = say_rhythm(plan)
    if place:
        words = _("New blog posts come to {channel} {rhythm}.")
        return rich(words, channel=say_place(view, place), rhythm=when)
    return (_("New blog posts come to you {rhythm}.").format(rhythm=when),)


def _content(
    view: View, digest: Digest | None, plan: DigestPlan, place: Place | None
) -> tuple[Input, ...]:
    return (
        ChoiceInput(
            SHOWS,
            _("Which posts"),
            _shows(view, place),
            value=plan.shows,
            wide=True,
        ),
        SearchInput(
            TOPICS,
            _("Topics"),
            "interests",
            hint=_("Only needed for posts on topics. Type a few letters."),
            chosen=tuple(Option(name, name[:75]) for name in plan.topics),
            multiple=True,
            optional=True,
        ),
        TextInput(
            REGION,
            _("About one place"),
            hint=_("For example Wales or Leeds. Leave it blank for everywhere."),
            value=plan.region,
            optional=True,
            limit=LONGEST_REGION,
        ),
        ChoiceInput(READS, _("From which blogs"), _reads(view, digest, place), value=plan.reads),
    )


def _shows(view: View, place: Place | None) -> tuple[Option, ...]:
    both = (
        Option("everything", _("Everything")),
        Option("topics", _("Posts on the topics below")),
    )
    if place:
        return both
    named = say_all(view.reader.profile.interests) if view.reader else ""
    hint = named[:75] or _("Everything, until you tell us what they are")
    return (*both, Option("interests", _("Posts on your interests"), hint))


def _reads(view: View, digest: Digest | None, place: Place | None) -> tuple[Option, ...]:
    reader = view.reader.id if view.reader and place is None else None
    every = len(view.tx.digests.feeds_of(view.network.id, reader))
    own = len(view.tx.digests.follows(digest.id)) if digest else 0
    network = ngettext(
        "The one blog that this network follows",
        "All {count} blogs that this network follows",
        every,
    )
    if digest and count_own_alone(view.tx, digest):
        network = say_all_blogs()
    chosen = ngettext("The one blog added here", "Only the {count} blogs added here", own)
    if not own:
        chosen = _("Only blogs added here: none yet")
    return (
        Option("all", network.format(count=every)),
        Option("chosen", chosen.format(count=own)),
    )


def _muted(view: View, digest: Digest | None) -> tuple[Input, ...]:
    """What is muted, and the blogs that could be."""
    if digest is None:
        return ()
    mutes = view.tx.digests.mutes(digest.id)
    feeds = feeds_read(view.tx, digest)
    could = [Mute("feed", feed.url) for feed in feeds]
    known = {value_of(mute): mute for mute in (*mutes, *could)}
    options = tuple(option_of(view, digest, mute) for mute in [*known.values()][:MOST_OPTIONS])
    if not options:
        return ()
    ticked = tuple(value_of(mute) for mute in mutes[:MOST_OPTIONS])
    command = view.names.typed(MUTE)
    hint = _("To leave out an author or a topic, type {command} and the name.")
    hint = hint.format(command=command)
    return (MultiChoiceInput(MUTED, _("Leave out"), options, hint=hint, values=ticked),)


def _times(plan: DigestPlan) -> tuple[Input, ...]:
    chosen = plan.rhythm if plan.rhythm != "off" else USUAL.rhythm
    return (
        ChoiceInput(RHYTHM, _("How often"), rhythms(), value=chosen),
        ChoiceInput(
            WEEKDAY,
            _("On which day"),
            tuple(Option(str(day), say_weekday(day)) for day in range(7)),
            hint=_("For once a week, or every two weeks."),
            value=str(plan.weekday),
        ),
        TimeInput(AT, _("At what time"), value=plan.at),
        ChoiceInput(
            HOLIDAYS,
            _("On a bank holiday"),
            (
                Option("shift", _("It comes on the next working day")),
                Option("skip", _("It is left out, and its posts come with the next one")),
            ),
            value=plan.holidays,
        ),
    )


def rhythms() -> tuple[Option, ...]:
    """Return how often a digest may come."""
    return (
        Option("weekly", _("Once a week")),
        Option("daily", _("Every working day")),
        Option("fortnightly", _("Every two weeks")),
        Option("off", _("Not at all")),
    )
