"""Notes that would name somebody where nobody is to be named: asked about before they are saved.

What is saved changes the posts at once, so a warning afterwards comes too late. Lines that stood
in the notes before are not asked about again.
"""

from bot.command import Call
from bot.form import Values
from bot.message import Button, Message
from bot.steps import note_drafting as drafting
from bot.steps.note_refs import FormRef
from bot.wording.notes import consent
from jobs.sessions.name_warnings import NameSeen, names_added
from jobs.sessions.note_posts import read_note
from jobs.sessions.note_taking import Written, name_people
from storage.note_drafts import NoteDraft
from storage.notes import Route
from storage.session_records import EventSession

SAVE = "notes save"
"""What is done with notes once their writer said that names may stay; another verb may be."""


def ask_before_saving(
    call: Call,
    ref: FormRef,
    values: Values,
    session: EventSession,
    written: Written,
    route: Route,
    then: str = SAVE,
) -> Message | None:
    """Keep what was sent as a draft and ask whether its names may stay; None: nothing to ask.

    `then`: the verb that goes on with the draft when they may.
    """
    draft = drafting.find(call, ref.draft)
    if draft and drafting.is_fine(draft, values):
        return None
    seen = find_added(call, session, written)
    if not seen:
        return None
    batch, asked = (drafting.batch_of(draft), drafting.asked_of(draft)) if draft else (None, 0)
    kept = drafting.keep(call, ref, values, route, batch=batch, asked=asked, then=then)
    change = Button(consent.change_word(), "notes continue", kept.id, "primary")
    return consent.ask_to_save(seen, change, Button(consent.fine_word(), "notes fine", kept.id))


def find_added(call: Call, session: EventSession, written: Written) -> list[NameSeen]:
    """Return the lines that name somebody and that nobody read in the notes before."""
    note = read_note(call.tx, session)
    before = "\n".join((note.summary, note.text)) if note else ""
    after = "\n".join((written.summary, written.text))
    return names_added(call.tx, name_people(session, written), before, after)


def let_be(call: Call, draft: NoteDraft) -> NoteDraft:
    """Note that its writer says that the names in these words may stay."""
    return drafting.keep(
        call,
        drafting.ref_of(draft),
        drafting.values_of(draft),
        draft.route,
        batch=drafting.batch_of(draft),
        asked=drafting.asked_of(draft),
        fine=True,
    )
