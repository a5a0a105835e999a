"""When a digest comes and what is in it, in words; and what is answered when that is changed."""

from datetime import datetime

from bot.message import Block, Bold, Button, Buttons, Message, Paragraph, Rich, rich, say
from bot.wording.channels import name_channel
from bot.wording.digests.blog_lists import say_looked_at, say_none_but
from bot.wording.digests.digest_post import CHOOSE
from bot.wording.digests.meant_words import say_digest
from bot.wording.digests.rhythms import invite
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_for
from bot.wording.notes.note_posts import say_place
from bot.wording.schemes.rhythms import say_clock, say_weekday
from bot.wording.view import View
from jobs.digests.editions import next_due
from jobs.digests.gathering import zone_of
from jobs.digests.lists_under_way import looked_at
from jobs.digests.subscribing import count_blogs, count_own_alone
from storage.digest_records import Digest, DigestPlan
from storage.types import Place

PREVIEW = "digest preview"


def say_rhythm(plan: DigestPlan) -> str:
    """Return "every Monday at 9am"; for one that is off, "not at all"."""
    at, day = say_clock(plan.at), say_weekday(plan.weekday)
    match plan.rhythm:
        case "daily":
            return _("every working day at {time}").format(time=at)
        case "weekly":
            return _("every {day} at {time}").format(day=day, time=at)
        case "fortnightly":
            return _("every other {day} at {time}").format(day=day, time=at)
        case "off":
            return _("not at all")


def say_due(view: View, digest: Digest, moment: datetime) -> str:
    """Return a moment by the digest's clock, and by the reader's own where that differs."""
    zone = zone_of(view.tx, digest)
    own = view.reader.profile.zone if view.reader else ""
    return say_for(moment, zone, own or zone)


def planned(view: View, digest: Digest, *, first: bool) -> Message:
    """How often it comes now, when next, and from where; `first`: it did not come before."""
    when = rich(
        _("New blog posts come to {channel} {rhythm}.")
        if digest.place_id
        else _("New blog posts come to you {rhythm}."),
        rhythm=Bold(say_rhythm(digest.plan)),
        channel=_channel(view, digest),
    )
    return Message(
        (
            Paragraph(next_sentence(view, digest, first=first)),
            Paragraph(when),
            *what_it_takes(view, digest),
            Paragraph((_("Where nothing is new, nothing is sent."),)),
            *(invite(view, digest) if first else ()),
            Buttons(_controls(view, digest)),
        )
    )


def next_sentence(view: View, digest: Digest, *, first: bool = False) -> Rich:
    """ "Your first digest comes on Monday 30 November 2026 at 9am."."""
    due = next_due(view.tx, digest)
    if due is None:
        return (_("No day is free for it yet: look at the network's quiet periods."),)
    mine = {
        (True, True): _("Your first digest comes on {moment}."),
        (True, False): _("Your next digest comes on {moment}."),
        (False, True): _("The first digest comes to {channel} on {moment}."),
        (False, False): _("The next digest comes to {channel} on {moment}."),
    }[digest.place_id is None, first]
    moment = Bold(say_due(view, digest, due))
    sentence = rich(mine, moment=moment, channel=_channel(view, digest))
    if not digest.skips:
        return sentence
    own = digest.member_id is not None
    skipped = (
        _("That one is left out, as you asked.")
        if own
        else _("That one is left out, as somebody asked.")
    )
    return (*sentence, " ", skipped)


def what_it_takes(view: View, digest: Digest) -> list[Block]:
    """From how many blogs, on which topics, about which region, and what is left out."""
    unsure = len(looked_at(view.tx, digest))
    blogs = count_blogs(view.tx, digest) - unsure
    if not blogs:
        return [Paragraph((say_none_but(unsure),) if unsure else _no_blogs(view, digest))]
    sentences = [_say_blogs(view, digest, blogs), say_choice(view, digest)]
    if unsure:
        sentences.insert(1, say_looked_at(unsure))
    return [Paragraph((" ".join(sentences),))]


def say_choice(view: View, digest: Digest) -> str:
    """Return which posts of these blogs are shown, in a sentence or two."""
    sentences = [_say_topics(view, digest)]
    if digest.plan.region and digest.plan.shows == "everything":
        sentences = [_("Posts about {region} are shown.").format(region=digest.plan.region)]
    elif digest.plan.region:
        words = _("What isn't about {region} is left out.")
        sentences.append(words.format(region=digest.plan.region))
    left_out = len(view.tx.digests.mutes(digest.id))
    if left_out:
        words = ngettext("One thing is muted.", "{count} things are muted.", left_out)
        sentences.append(words.format(count=left_out))
    return " ".join(sentences)


def wanted_names(view: View, digest: Digest) -> tuple[str, ...]:
    """Return the topics that it shows, if it does not show everything."""
    if digest.plan.shows == "everything":
        return ()
    if digest.plan.shows == "interests" and view.reader:
        return tuple(view.reader.profile.interests)
    return digest.plan.topics


def switched_off(view: View, digest: Digest | None, place: Place | None) -> Message:
    """It comes no more, or never did; what it follows is kept."""
    on = view.code("digest here weekly" if place else "digest me weekly")
    if digest is None or digest.plan.rhythm == "off":
        first = (
            rich(
                _("No digest comes to {channel}, so nothing has changed."),
                channel=name_channel(view, place),
            )
            if place
            else _("No digest comes to you, so nothing has changed.")
        )
        return say(first, rich(_("To have one, type {command}."), command=on))
    first = rich(_("Done: {digest} comes no more."), digest=say_digest(view, digest))
    kept = _("What it follows and what you chose is kept.")
    return say(first, kept, rich(_("To have it again, type {command}."), command=on))


def not_clear(view: View, typed: str, place: Place | None) -> tuple[str | Rich, ...]:
    """How often it is wanted was not understood."""
    line = "digest here" if place else "digest me"
    examples = (f"{line} daily 09:00", f"{line} weekly mon 09:00", f"{line} fortnightly")
    return (
        _("We don't know how often “{words}” is. Nothing has changed.").format(words=typed),
        rich(
            _("You can type {daily}, {weekly}, {fortnightly} or {off}."),
            daily=view.code(examples[0]),
            weekly=view.code(examples[1]),
            fortnightly=view.code(examples[2]),
            off=view.code(f"{line} off"),
        ),
    )


def chosen(view: View, digest: Digest) -> Message:
    """What it shows was changed; when it comes was not."""
    comes = () if digest.plan.rhythm == "off" else (next_sentence(view, digest),)
    return say(
        rich(_("Changed for {digest}."), digest=say_digest(view, digest)),
        *what_it_takes(view, digest),
        *comes,
        Buttons(_controls(view, digest)),
    )


def name_topics(view: View, digest: Digest | None) -> Message:
    """No topic was typed: which there are, and how to name some."""
    topics = wanted_names(view, digest) if digest else ()
    now = (
        _("Posts on {topics} are shown.").format(topics=say_all(topics))
        if topics
        else _("Everything is shown.")
    )
    return say(
        now,
        rich(
            _("To choose topics, type {some}. To see everything, type {every}."),
            some=view.code("digest topics data, service design"),
            every=view.code("digest topics everything"),
        ),
    )


def name_region(view: View, digest: Digest | None) -> Message:
    """No region was typed."""
    region = digest.plan.region if digest else ""
    now = (
        _("Only posts about {region} are shown.").format(region=region)
        if region
        else _("Posts about everywhere are shown.")
    )
    return say(
        now,
        rich(
            _("To choose a region or a place, type {some}. To end that, type {every}."),
            some=view.code("digest region Wales"),
            every=view.code("digest region everywhere"),
        ),
    )


def too_many_topics(most: int) -> tuple[str, ...]:
    """More topics than anybody tells apart."""
    words = ngettext("Choose at most {count} topic.", "Choose at most {count} topics.", most)
    return (words.format(count=most), _("Nothing has changed."))


def no_interests(view: View) -> tuple[str | Rich, ...]:
    """Posts on one's interests are wanted, and none are known."""
    return (
        _("You haven't told us what you're interested in, so nothing has changed."),
        rich(_("To tell us, type {profile}."), profile=view.code("unmentor profile")),
    )


def own_alone(view: View) -> tuple[str | Rich, ...]:
    """A channel has no interests of its own."""
    return (
        _("A channel has topics, and people have interests. Nothing has changed."),
        rich(
            _("Type {topics} for the channel, or {me} for your own digest."),
            topics=view.code("digest topics"),
            me=view.code("digest me interests"),
        ),
    )


def _say_topics(view: View, digest: Digest) -> str:
    names = wanted_names(view, digest)
    if names and digest.plan.shows == "interests":
        words = _("You see posts on your interests: {topics}.")
        return words.format(topics=say_all(names))
    if names:
        return _("Posts on {topics} are shown.").format(topics=say_all(names))
    if digest.plan.shows == "interests":
        return _("Everything is shown until you tell us your interests.")
    return _("Everything is shown.")


def say_all_blogs() -> str:
    """What a member may read: every blog of the network, and those that they added."""
    return _("All {count} blogs: this network's and your own")


def _say_blogs(view: View, digest: Digest, blogs: int) -> str:
    if digest.plan.reads == "all" and count_own_alone(view.tx, digest):
        words = _("It reads {count} blogs: this network's and your own.")
    elif digest.plan.reads == "all":
        words = ngettext(
            "It reads the one blog that this network follows.",
            "It reads the {count} blogs that this network follows.",
            blogs,
        )
    else:
        words = ngettext("It reads one blog.", "It reads {count} blogs.", blogs)
    return words.format(count=blogs)


def _no_blogs(view: View, digest: Digest) -> Rich:
    if digest.plan.reads == "all":
        words = _("This network follows no blogs yet. Posts come once it does: type {add}.")
    else:
        words = _("It follows no blogs yet, so nothing comes until it does: type {add}.")
    return rich(words, add=view.code("digest add"))


def _controls(view: View, digest: Digest) -> tuple[Button, ...]:
    choose = Button(_("Choose what you see"), CHOOSE, digest.id)
    if count_blogs(view.tx, digest):
        return (Button(_("See the next one"), PREVIEW, digest.id), choose)
    ready = Button(_("Follow the ready-made set"), "digest set", digest.id, "primary")
    return (ready, Button(_("Add a blog"), "digest add", digest.id), choose)


def _channel(view: View, digest: Digest) -> Rich:
    if digest.place_id is None:
        return ()
    return (say_place(view, view.tx.places.get(digest.place_id)),)
