"""What the page for a room says: what it is for, who sees what, and what became of a point."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording.language import gettext as _
from bot.wording.language import say_all, say_moment
from bot.wording.pages import Words
from jobs.rooms.room_points import LONGEST, MOST_POINTS, Outcome
from storage.events import OpenTo
from storage.session_records import Consent, EventSession


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the page that are always the same."""

    skip: str
    notes_heading: str
    notes_open: str
    add_heading: str
    change_heading: str
    point: str
    hint: str
    name: str
    name_hint: str
    add: str
    save: str
    remove: str
    cancel: str
    points_heading: str
    no_points: str
    change: str
    draft_kept: str
    fine: str
    code: str
    removal: str


def labels() -> Labels:
    """Return them."""
    return Labels(
        skip=_("Skip to the page"),
        notes_heading=_("Notes so far"),
        notes_open=_("Read the notes so far"),
        add_heading=_("Add a point"),
        change_heading=_("Change a point"),
        point=_("What was said"),
        hint=_("One point at a time. A sentence is plenty."),
        name=_("Your name, if you like"),
        name_hint=_("It's shown beside your points."),
        add=_("Add this point"),
        save=_("Save the change"),
        remove=_("Remove this point"),
        cancel=_("Leave it as it was"),
        points_heading=_("Points"),
        no_points=_("There are no points yet. Yours could be the first."),
        change=_("Change"),
        draft_kept=_("This is what you were typing. Nobody else sees it until you add it."),
        fine=_("Add it as it is"),
        code=_("Show the code to scan"),
        removal=_("Ask for something about you to be removed"),
    )


def live_words() -> dict[str, str]:
    """What the page says by itself while it is open; `{text}` and `{name}` are put in there."""
    return {
        "kept": _("Kept."),
        "typing": _("What you type is kept."),
        "waiting": _("Kept on this phone. It will be sent when there is a connection."),
        "back": _("Everything is sent and kept."),
        "writing": _("Somebody is writing."),
        "added": _("New point: {text}"),
        "added_by": _("New point from {name}: {text}"),
        "changed": _("The notes over the points have changed."),
        "empty": _("Write the point first. Nothing has changed."),
        "change": _("Change"),
        "change_of": _("Change: {text}"),
        "mine": _("You"),
        "on_phone": _("kept on this phone, not sent yet"),
        "cancelled": _("The point is as it was."),
        "removed": _("The point is removed."),
        "asked": _("not in the notes yet, as it seems to name somebody"),
        "fine": _("Add it as it is"),
        "fine_of": _("Add it as it is: {text}"),
    }


def outcome(became: Outcome) -> str:
    """What became of a point, and what is done now where it could not be kept."""
    match became:
        case "kept":
            return _("Kept.")
        case "anew":
            return _(
                "Your point had become part of the notes or was changed by somebody else. "
                "Nothing is lost: what you wrote is kept as a new point."
            )
        case "folded":
            return _(
                "This point is part of the notes now, so it stays. To change the notes, use "
                "chat. Nothing has changed."
            )
        case "refused":
            return _("This point is somebody else's, so it stays as it is. Nothing has changed.")
        case "full" | "long":
            return _too_much(became)
        case "closed":
            return _("Nothing can be added here any more. What you wrote is still on this page.")
        case "names":
            return names_seen(())


def left_out() -> str:
    """A point is kept without words that were taken out of the session's notes."""
    return _("Kept, without something that was taken out of these notes at somebody's request.")


def _too_much(became: Outcome) -> str:
    if became == "full":
        return _(
            "This session has {most} points, which is as many as we keep. "
            "What you wrote is still here: please add it to the notes in chat."
        ).format(most=MOST_POINTS)
    return _(
        "A point can have {longest} characters. What you wrote is still here: "
        "please make it shorter, or two points of it."
    ).format(longest=f"{LONGEST:,}")


def names_seen(names: Sequence[str]) -> str:
    """A point under the Chatham House rule names somebody: it waits for its writer's word."""
    whom = _("It seems to name somebody: {names}.") if names else _("It seems to name somebody.")
    first = _("Your point is not in the notes yet.")
    then = _(
        "This session is under the Chatham House rule. Take the name out, or say that the point "
        "is fine as it is. Nothing is lost: until then, what you wrote stays here for you alone."
    )
    return " ".join((first, whom.format(names=say_all(names)), then))


def empty() -> str:
    """A point without words."""
    return _("Write the point first. Nothing has changed.")


def stale() -> str:
    """The page was open for very long, or came from elsewhere."""
    return _(
        "This page had been open for a while, so we've made it fresh. "
        "Nothing is lost: check your words below and add them again."
    )


def too_fast() -> str:
    """More requests in a minute than a person makes."""
    return _(
        "That was a lot in one minute. What you wrote is still here: please try again in a minute."
    )


def facts(session: EventSession, zone: str) -> list[tuple[str, str]]:
    """Where and when it is, and who leads it."""
    plan = session.plan
    when = say_moment(plan.starts_at, zone) if plan.starts_at else ""
    names = plan.consent not in ("chatham", "none")
    rows = (
        (_("Session"), plan.number),
        (_("Room"), plan.room),
        (_("When"), when),
        (_("Led by"), say_all(plan.leaders) if names else ""),
        (_("Notes by"), say_all(plan.note_takers) if names else ""),
    )
    return [(label, words) for label, words in rows if words]


def rule(consent: Consent) -> str:
    """What the people of the session agreed on, before anything is typed."""
    if consent == "named":
        return _("The people in this session agreed that the notes may say who said what.")
    if consent != "chatham":
        return ""
    return _(
        "This session is under the Chatham House rule: write what was said, but write no names. "
        "We don't keep or show who writes."
    )


def uses(who: OpenTo, network: str) -> Sequence[str]:
    """Who sees what is added, and what becomes of it."""
    seen = (
        _("Everybody who has the link to this page can read what you add.")
        if who == "anyone"
        else _("Members of {network} who open this page can read what you add.")
    )
    then = _("It becomes part of the session's notes, which may be posted in {network}'s channels.")
    return (seen.format(network=network), then.format(network=network))


def closed(why: str) -> str:
    """Why nothing can be added."""
    if why == "none":
        return _(
            "The people in this session asked that no notes are taken, so there is nothing to "
            "write here, and we show none."
        )
    if why == "dropped":
        return _("This session is no longer on the grid, so nothing can be added here.")
    if why == "back":
        return _(
            "The notes of this session were taken back, so nothing can be added here. Points that "
            "you added on this phone are shown to you. Who led the session, took its notes or "
            "made it can still read and change the notes in chat."
        )
    return _(
        "This event was some weeks ago, so points can no longer be added here. Members can "
        "still change the notes in chat."
    )


def for_members(network: str, title: str, command: str, join: str) -> Words:
    """Somebody without a way in opened a members' page."""
    heading = title or _("This page is for members")
    whose = _("This page is for members of {network}.").format(network=network)
    hidden = _("This page is for members of one network.")
    return Words(
        heading,
        (
            whose if title else hidden,
            _(
                "Are you a member? In your chat, type {command}, and Teapoint gives you a link of "
                "your own. Open that link on this phone."
            ).format(command=command),
            _("Not a member yet? In your chat, type {join}. It takes one short form.").format(
                join=join
            ),
            _("If you had a link, it may have ended. Nothing that you wrote is lost."),
        ),
    )


def unknown_page() -> Words:
    """No session has this code."""
    return Words(
        _("There's no such page"),
        (
            _("Check the eight letters and numbers of the link, or scan the code again."),
            _("Nothing is lost."),
        ),
    )


def trouble() -> Words:
    """The database takes nothing now."""
    return Words(
        _("We can't reach the notes just now"),
        (
            _("Nothing is lost. What you typed is still on your phone."),
            _("Please open the page again in a minute."),
        ),
    )


def scan_alt(title: str, address: str) -> str:
    """What the picture of the code shows."""
    return _("A code to scan with a phone. It opens {address}, the page for “{title}”.").format(
        address=address, title=title
    )


def scan_page(title: str) -> Words:
    """The page with the code to scan, to be shown on a wall."""
    return Words(
        title,
        (_("Scan this code with your phone's camera to write notes together, or open the link."),),
    )


def no_title() -> str:
    """A session's page without its title, for people who may not see that."""
    return _("Session notes")
