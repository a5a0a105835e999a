"""What was understood of a text, and what was not: for one session, and for many in one list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.form import Form, TextInput
from bot.message import Block, Bullets, Button, Buttons, Fields, Message, Paragraph, Rich, rich, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_date
from bot.wording.notes.note_boxes import BOX
from bot.wording.view import View
from jobs.sessions.note_taking import Written
from storage.note_drafts import NoteDraft
from storage.session_records import EventSession

PASTE = "paste"
_BOXES = 5
_TASTE = 300
_MOST_REST = 1_500


@dataclass(frozen=True, slots=True)
class Pasted:
    """One session of a text: `rest` are lines that nobody could place.

    `session`: the one of the grid that it is, or seems to be; `has_notes`: somebody wrote notes of
    that one already. `unknown_event`: an event that the text names and that we do not know.
    `names_somebody`: it does so where nobody is to be named.
    """

    draft: NoteDraft
    place: int
    written: Written
    rest: str
    session: EventSession | None
    has_notes: bool
    unknown_event: str
    names_somebody: bool = False

    @property
    def ready(self) -> bool:
        """Whether it can be saved as it is, without asking anybody."""
        is_whole = bool(self.written.title and (self.written.text or self.rest))
        may_be_noted = self.session is None or self.session.plan.consent != "none"
        return is_whole and may_be_noted and not self.is_asked_about

    @property
    def is_asked_about(self) -> bool:
        """Whether it can be saved by itself alone, since there is something to ask."""
        return self.has_notes or self.names_somebody


def paste_form() -> Form:
    """Empty boxes for notes of any shape."""
    hint = _("One session or several, in any shape. Each box holds 3,000 characters.")
    boxes = tuple(
        TextInput(
            f"{PASTE}{number or ''}",
            _("More of the notes") if number else _("Notes"),
            hint="" if number else hint,
            optional=number > 0,
            multiline=True,
            limit=BOX,
        )
        for number in range(_BOXES)
    )
    words = _("Paste the notes. We show you what we understood before anything is saved.")
    return Form(
        title=_("Paste notes"),
        command="notes paste",
        inputs=boxes,
        submit=_("Continue"),
        intro=(Paragraph((words,)),),
    )


def pasted_text(values: dict[str, str]) -> str:
    """Return what was pasted, box after box; a box that is full goes on in the next."""
    boxes = (values.get(f"{PASTE}{number or ''}", "") for number in range(_BOXES))
    return "".join(box if len(box) >= BOX else f"{box}\n" for box in boxes if box).strip()


def nothing() -> tuple[str, ...]:
    """There were no words in it."""
    return (_("There was nothing in it that we could read as notes. Nothing has changed."),)


def nothing_pasted() -> tuple[str, ...]:
    """There is no paste that waits, or no such number in it."""
    return (
        _("There are no pasted notes with that number waiting to be saved."),
        _("Nothing has changed."),
    )


def too_many(count: int, most: int) -> tuple[str, ...]:
    """More sessions at once than anybody could look through."""
    words = _("That looks like {count} sessions, and we take {most} at once. Nothing is saved.")
    return (words.format(count=count, most=most), _("Paste a part of them first."))


def intro(pasted: Pasted) -> tuple[Block, ...]:
    """What stands over the form: what was understood, what was not, what is doubtful."""
    first = _("This is what we understood. Correct what is wrong, then save.")
    more = [_found(pasted), _missing(pasted), *_doubts(pasted), *_about_rest(pasted)]
    return (Paragraph((first,)), Bullets(tuple((line,) for line in more if line)))


def one(pasted: Pasted) -> Message:
    """What was understood of one session, to be saved or corrected."""
    doubts = [line for line in (_missing(pasted), *_doubts(pasted)) if line]
    unplaced = _("We could not place these lines. They are added at the end of the notes:")
    lines = "\n".join(_unplaced(pasted))
    rest: tuple[str | Block, ...] = (unplaced, _quoted(lines)) if lines else ()
    return say(
        _("This is what we understood. Nothing is saved yet."),
        *_facts(pasted.written),
        *((Bullets(tuple((line,) for line in doubts)),) if doubts else ()),
        *rest,
        _kept(pasted.draft),
        Buttons(_controls([pasted])),
    )


def listed(view: View, found: Sequence[Pasted], rest: str = "") -> Message:
    """Several sessions of one text: one list of what each is, and what it lacks."""
    head = ngettext("We found one session.", "We found {count} sessions.", len(found))
    stray = _("These lines belong to none of them. We keep them as a draft of their own:")
    return say(
        head.format(count=len(found)) + " " + _("Nothing is saved yet."),
        Bullets(tuple((_line(one),) for one in found)),
        *_unknown_events(found),
        *((stray, _quoted(rest)) if rest else ()),
        rich(
            _("To correct one, type {command} and its number."), command=view.code("notes correct")
        ),
        _("Until you save them, they are kept as drafts until {until}.").format(
            until=say_date(found[0].draft.expires_at.date())
        ),
        Buttons(_controls(found)),
    )


def saved(view: View, titles: Sequence[str], left: Sequence[Pasted]) -> Message:
    """What was saved at once, and what is left to correct."""
    count = len(titles)
    words = ngettext(
        "The notes of one session are saved.", "The notes of {count} sessions are saved.", count
    ).format(count=count)
    first = [words] if titles else [_("Nothing is saved yet.")]
    done = (Bullets(tuple((title,) for title in titles)),) if titles else ()
    how = _("Nothing is posted yet. To see how one will look, type {command} and its title.")
    if not left:
        return say(*first, *done, how.format(command=view.names.typed("notes preview")))
    need = ngettext("One needs another look:", "{count} need another look:", len(left))
    lines = Bullets(tuple((_line(one),) for one in left))
    asked = any(one.is_asked_about for one in left)
    one = _("To save one of them, type {save} and its number.")
    one_by_one = (rich(one, save=view.code("notes save")),) if asked else ()
    again = Buttons(_controls(left, save=False))
    return say(*first, *done, need.format(count=len(left)), lines, *one_by_one, again)


def _controls(found: Sequence[Pasted], *, save: bool = True) -> tuple[Button, ...]:
    """Save what is there, and correct the first that needs it."""
    troubled = next((one for one in found if not one.ready), found[0])
    batch = str(found[0].draft.body.get("_batch", ""))
    ready = sum(one.ready for one in found)
    some = _("Save {ready} of {count}") if 0 < ready < len(found) else _("Save all {count}")
    all_of_it = some.format(ready=ready, count=len(found)) if len(found) > 1 else _("Save")
    number = _("Correct number {number}").format(number=troubled.place)
    label = number if len(found) > 1 or not save else _("Correct first")
    style = "plain" if any(one.ready for one in found) and save else "primary"
    correct = Button(label, "notes correct", troubled.draft.id, style)  # type: ignore[arg-type]  # one of two
    if save and any(one.ready or one.is_asked_about for one in found):
        return (Button(all_of_it, "notes save", batch, "primary"), correct)
    return (correct,)


def _line(pasted: Pasted) -> str:
    written = pasted.written
    where = [
        _("session {number}").format(number=written.number) if written.number else "",
        _("room {room}").format(room=written.room) if written.room else "",
        _("led by {names}").format(names=say_all(written.leaders)) if written.leaders else "",
    ]
    about = ", ".join(filter(None, where))
    title = _("“{title}”").format(title=written.title) if written.title else _("No title")
    head = f"{title} ({about})." if about else f"{title}."
    told = " ".join(filter(None, (_missing(pasted), *_doubts(pasted, listed=True))))
    return f"{pasted.place}. {head} {told}".strip()


def _found(pasted: Pasted) -> str:
    names = say_all(_names(pasted, found=True))
    return _("Found: {what}.").format(what=names) if names else ""


def _missing(pasted: Pasted) -> str:
    names = say_all(name for name in _names(pasted, found=False) if name != _("title"))
    return _("Not found: {what}.").format(what=names) if names else ""


def _names(pasted: Pasted, *, found: bool) -> list[str]:
    """The parts of a note that a text had, or had not, by name."""
    written = pasted.written
    parts: Iterable[tuple[str, object]] = (
        (_("title"), written.title),
        (_("session number"), written.number),
        (_("room"), written.room),
        (_("who led it"), written.leaders),
        (_("who took notes"), written.note_takers),
        (_("who carries it on"), written.volunteer),
        (_("summary"), written.summary),
        (_("notes"), written.text),
        (_("themes"), written.themes),
    )
    return [name for name, value in parts if bool(value) is found]


def _unknown_events(found: Sequence[Pasted]) -> tuple[str, ...]:
    """Each event that a text names and that we do not know, once for all its sessions."""
    names = dict.fromkeys(one.unknown_event for one in found if one.unknown_event)
    words = _("They name the event “{event}”, which we don't know.")
    return tuple(words.format(event=name[:80]) for name in names)


def _doubts(pasted: Pasted, *, listed: bool = False) -> list[str]:
    """What somebody should look at, in sentences."""
    doubts = []
    if not (pasted.written.title or listed):
        doubts.append(_("It has no title. Give it one, so that people can find it."))
    if pasted.session:
        seems = _("It seems to be “{title}” of the grid.").format(title=pasted.session.title)
        doubts.append(seems)
    if pasted.session and pasted.session.plan.consent == "none":
        doubts.append(_("The people there asked that no notes are taken."))
    elif pasted.has_notes:
        doubts.append(_("There are notes of it already: you'll see both and choose."))
    if pasted.names_somebody:
        doubts.append(_("It seems to name somebody under the Chatham House Rule: we ask first."))
    if pasted.unknown_event and not listed:
        words = _("It names the event “{event}”, which we don't know.")
        doubts.append(words.format(event=pasted.unknown_event[:80]))
    return doubts


def _unplaced(pasted: Pasted) -> list[str]:
    """The lines that have no place, but that of an event, of which something is said already."""
    event = event_line(pasted.unknown_event)
    return [line for line in pasted.rest.splitlines() if line != event]


def event_line(name: str) -> str:
    """An event that we do not know, as a line of the notes."""
    return _("Event: {name}").format(name=name) if name else ""


def _about_rest(pasted: Pasted) -> list[str]:
    count = len(_unplaced(pasted))
    words = ngettext(
        "We could not place one line. It stands in a box of its own below.",
        "We could not place {count} lines. They stand in a box of their own below.",
        count,
    )
    return [words.format(count=count)] if count else []


def _facts(written: Written) -> tuple[Fields, ...]:
    lines = len([line for line in written.text.splitlines() if line.strip()])
    counted = ngettext("one line", "{count} lines", lines).format(count=lines) if lines else ""
    summary = " ".join(written.summary.split())
    rows = (
        (_("Title"), written.title),
        (_("Session"), written.number),
        (_("Room"), written.room),
        (_("Led by"), say_all(written.leaders)),
        (_("Notes by"), say_all(written.note_takers)),
        (_("Carried on by"), written.volunteer or _("nobody yet")),
        (_("Summary"), summary if len(summary) <= _TASTE else f"{summary[: _TASTE - 1]}…"),
        (_("Notes"), counted),
    )
    pairs: tuple[tuple[str, Rich], ...] = tuple((label, (text,)) for label, text in rows if text)
    return (Fields(pairs),)


def _quoted(rest: str) -> Bullets:
    lines = [line for line in rest[:_MOST_REST].splitlines() if line.strip()]
    cut = [("…",)] if len(rest) > _MOST_REST else []
    return Bullets((*((line,) for line in lines), *cut))


def _kept(draft: NoteDraft) -> str:
    return _("Until you save it, it is kept as a draft until {until}.").format(
        until=say_date(draft.expires_at.date())
    )
