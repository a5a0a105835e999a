"""What came of sessions, what people said they would do, links and write-ups: words around them."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from bot.form import ChoiceInput, DateInput, Form, Option, TextInput
from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Heading,
    Link,
    Message,
    Paragraph,
    Rich,
    paragraph,
    rich,
    say,
)
from bot.wording.carrying_on.carrying import title
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_date
from bot.wording.view import View
from jobs.feeds.identity import canonical_link
from jobs.notes import ActionPoint
from jobs.notes.google_docs import export_link
from storage.actions import Action, ActionPlan
from storage.events import Event
from storage.outcomes import Outcome
from storage.session_links import SessionLink
from storage.session_records import EventSession

TEXT, OWNER, DUE, WHICH = "text", "owner", "due", "which"
LONGEST = 500


# What happened next


def outcome_form(session: EventSession, text: str = "", ref: str = "") -> Form:
    """Tell what happened next. `text`: what was written already; `ref`: where that waits."""
    hint = _("One or two sentences. Everybody who can read the notes can read this.")
    question = _("What happened next?")
    words = TextInput(TEXT, question, hint=hint, value=text, multiline=True, limit=LONGEST)
    about = paragraph(_("This is about “{title}”."), title=title(session))
    name = _("What happened next")
    return Form(name, "notes outcome", (words,), _("Save"), ref or session.id, (about,))


def outcome_kept(view: View, session: EventSession, *, posted: bool) -> Message:
    """What came of it is kept."""
    first = rich(_("Thank you. That is kept with the notes of “{title}”."), title=title(session))
    where = (
        _("It is added to the posts, and whoever was interested hears it once.")
        if posted
        else _("Whoever was interested hears it once.")
    )
    words = _("To read all of them, type {outcomes}.")
    return say(first, where, rich(words, outcomes=view.code("notes outcomes")))


def outcome_told(session: EventSession, outcome: Outcome) -> Message:
    """For somebody who was interested."""
    return say(
        Heading(_("What happened next")),
        rich(_("You were interested in “{title}”. This came of it:"), title=title(session)),
        outcome.text,
        Buttons(
            (
                Button(_("Read the notes"), "notes show", session.id),
                Button(_("I'm not interested"), "notes not interested", session.id),
            )
        ),
    )


def outcomes(
    event: Event | None, found: Sequence[tuple[EventSession, Outcome]], view: View
) -> Message:
    """What came of an event's sessions, or of all."""
    named = _("What came of {event}").format(event=event.name) if event else _("What came of it")
    if not found:
        return say(
            _("Nobody has told what came of it yet."),
            rich(
                _("To tell it, type {outcome} and a session's number."),
                outcome=view.code("notes outcome"),
            ),
        )
    lines = tuple(rich("{title}: {text}", title=title(one), text=o.text) for one, o in found)
    return Message((Heading(named), Bullets(lines)))


# Actions


def action_form(session: EventSession, text: str, more: Mapping[str, str], ref: str = "") -> Form:
    """Add something to do. `text`, `more`: what was written already; `ref`: where that waits."""
    owner = _("A name. Nobody is told: write to them yourself.")
    return Form(
        _("Action"),
        "notes action",
        (
            TextInput(TEXT, _("What is to be done?"), value=text, limit=300),
            TextInput(OWNER, _("Who does it?"), hint=owner, value=more.get(OWNER, ""), limit=120),
            DateInput(DUE, _("By when?"), value=more.get(DUE, ""), optional=True),
        ),
        _("Save"),
        ref or session.id,
        (paragraph(_("This is about “{title}”."), title=title(session)),),
    )


def action_added(session: EventSession, plan: ActionPlan, *, is_new: bool) -> Message:
    """An action is kept."""
    words = (
        _("That is kept as an action of “{title}”:")
        if is_new
        else _("“{title}” has this action already. Nothing has changed.")
    )
    return say(rich(words, title=title(session)), Bullets((_plan_line(plan),)))


def actions_kept(session: EventSession, plans: Sequence[ActionPlan]) -> Message:
    """What was found in notes is kept."""
    count = len(plans)
    if not count:
        return say(rich(_("There is nothing new to keep of “{title}”."), title=title(session)))
    words = ngettext(
        "{count} action of “{title}” is kept.", "{count} actions of “{title}” are kept.", count
    )
    said = rich(words, count=str(count), title=title(session))
    return say(said, Bullets(tuple(map(_plan_line, plans))))


def actions_found(session: EventSession, found: Sequence[ActionPoint]) -> Message:
    """For the notes' writer: are these actions?"""
    points = tuple(_plan_line(ActionPlan(a.text, a.owner or "", None, a.due)) for a in found[:10])
    return say(
        Heading(_("Are these actions?")),
        rich(_("We found these in your notes of “{title}”."), title=title(session)),
        Bullets(points),
        _("Nothing is kept unless you press. We ask this once."),
        Buttons((Button(_("Keep as actions"), "notes action keep", session.id, "primary"),)),
    )


def actions(session: EventSession, kept: Sequence[Action], found: Sequence[ActionPoint]) -> Message:
    """A session's actions, and what its notes seem to have beside them."""
    blocks: list[Block] = [Heading(_("Actions of “{title}”").format(title=session.title))]
    if kept:
        blocks.append(Bullets(tuple(_action_line(place, one) for place, one in enumerate(kept, 1))))
    else:
        blocks.append(Paragraph((_("No actions are kept."),)))
    buttons = [Button(_("Add an action"), "notes action", session.id)]
    if any(one.done_at is None for one in kept):
        buttons.append(Button(_("One is done"), "notes action done", session.id))
    if found:
        words = ngettext(
            "The notes seem to have {count} more.",
            "The notes seem to have {count} more.",
            len(found),
        )
        blocks.append(Paragraph((words.format(count=len(found)),)))
        buttons.append(Button(_("Keep as actions"), "notes action keep", session.id))
    return Message((*blocks, Buttons(tuple(buttons))))


def action_done(session: EventSession, action: Action, *, is_new: bool) -> Message:
    """An action is done."""
    words = _("Done: {text}") if is_new else _("This was done already: {text}")
    tell = Button(_("Say what happened next"), "notes outcome", session.id)
    return say(rich(words, text=action.plan.text), Buttons((tell,)))


def which_action(session: EventSession, left: Sequence[Action]) -> Form:
    """Several actions are not done yet."""
    options = tuple(Option(one.id, one.plan.text[:75]) for one in left[:100])
    which = ChoiceInput(WHICH, _("Which action is done?"), options)
    return Form(_("One is done"), "notes action done", (which,), _("Done"), session.id)


def no_such_action(session: EventSession) -> Message:
    """No open action has that number."""
    words = _("“{title}” has no open action with that number. Nothing has changed.")
    return say(rich(words, title=title(session)))


def _action_line(place: int, action: Action) -> Rich:
    said = (f"{place}. ", *_plan_line(action.plan))
    return (*said, " · ", Bold(_("done"))) if action.done_at else said


def _plan_line(plan: ActionPlan) -> Rich:
    facts = [plan.text, plan.owner, _by(plan.due_on)]
    return (" · ".join(fact for fact in facts if fact),)


def _by(day: date | None) -> str:
    return _("by {day}").format(day=say_date(day)) if day else ""


# Links


def link_added(view: View, session: EventSession, link: SessionLink, *, is_new: bool) -> Message:
    """A link is attached."""
    words = (
        _("{link} stands with the notes of “{title}” now.")
        if is_new
        else _("{link} stands with the notes of “{title}” already. Nothing has changed.")
    )
    shown = Link(link.title or link.url, link.url)
    return say(rich(words, link=shown, title=title(session)), *follow_offer(view, link))


def follow_offer(view: View, link: SessionLink) -> tuple[Block, ...]:
    """The offer to follow a write-up's blog in one's own digest, where it is not followed yet."""
    if export_link(link.url) or _is_followed(view, link.url):
        return ()
    follow = Button(_("Follow this blog"), f"digest me add {link.url}")
    words = _("If it is on a blog, you can have its new posts in your digest, too.")
    return (Paragraph((words,)), Buttons((follow,)))


def _is_followed(view: View, url: str) -> bool:
    """Whether the reader's own digest takes posts from the same website."""
    digest = view.reader and view.tx.digests.of_member(view.network.id, view.reader.id)
    if not digest:
        return False
    follows = view.tx.digests.follows(digest.id)
    feeds = view.tx.feeds.many(one.feed_id for one in follows).values()
    hosts = {
        urlsplit(canonical_link(one)).netloc for feed in feeds for one in (feed.url, feed.site)
    }
    return urlsplit(canonical_link(url)).netloc in hosts


def no_link() -> tuple[str, ...]:
    """What was typed is no web address that people can follow."""
    return (
        _("That isn't a web address that everybody can follow. Nothing has changed."),
        _("It begins with https:// and leads to a public page."),
    )


def link_form(session: EventSession) -> Form:
    """Attach a link."""
    return Form(
        _("Add a link"),
        "notes link",
        (
            TextInput("url", _("Web address"), limit=2000),
            TextInput(TEXT, _("What is it called?"), optional=True, limit=150),
        ),
        _("Add"),
        session.id,
        (paragraph(_("This is about “{title}”."), title=title(session)),),
    )


def write_up_asked(session: EventSession) -> Message:
    """For a leader, once, four weeks after the session."""
    return say(
        Heading(_("Did you write about it?")),
        rich(
            _("Four weeks ago you led “{title}”. If you wrote about it anywhere, add the link."),
            title=title(session),
        ),
        _("There's no need to. We ask this once."),
        Buttons((Button(_("Add a link"), "notes link", session.id, "primary"),)),
    )
