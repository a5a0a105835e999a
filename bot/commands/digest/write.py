"""Be reminded to write, once a week, with what you took part in."""

from datetime import time

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.form_reader import FormReader
from bot.meaning.writing import find_no_hour, read_writing
from bot.wording.digests import writing_prompts as words
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import writing
from storage.digest_records import WritePrompt
from storage.naming import clean


def run(call: Call) -> Answer:
    """Set the reminder that was typed; where it does not say when, open the form."""
    odd = find_no_hour(call.args)
    if odd:
        raise Refusal(*words.no_such_hour(odd))
    wanted = read_writing(call.args)
    if wanted is None:
        raise Refusal(*words.no_such_time(call.rest))
    known = call.tx.writing.get(call.me.id)
    if wanted.weekday is None and wanted.at is None:
        return words.form(view_of(call), call.me, known, clean(wanted.what, words.LONGEST))
    what, weekday, at = words.USUAL
    prompt = WritePrompt(
        call.me.id,
        clean(wanted.what, words.LONGEST) or (known.what if known else "") or what,
        weekday if wanted.weekday is None else wanted.weekday,
        wanted.at or at,
        sessions=bool(known and known.sessions),
    )
    return _keep(call, prompt)


def submit(call: Call, values: Values) -> Answer:
    """Set the reminder that was filled in."""
    form = FormReader(values)
    what, at = clean(form.text(words.WHAT), words.LONGEST), form.text(words.AT)
    if not what:
        form.errors[words.WHAT] = words.no_name()
    if not _is_time(at):
        form.errors[words.AT] = words.no_time()
    weekday = form.one_of(words.DAY, range(7), words.USUAL[1])
    if form.errors:
        return FormErrors(form.errors)
    sessions = form.text(words.AFTER) == "yes"
    return _keep(call, WritePrompt(call.me.id, what, weekday, at[:5], sessions))


def _keep(call: Call, prompt: WritePrompt) -> Answer:
    due = writing.remind(call.tx, call.me, prompt, call.now)
    return words.promised(view_of(call), call.me, prompt, due)


def _is_time(text: str) -> bool:
    try:
        return time.fromisoformat(text).tzinfo is None
    except ValueError:
        return False


COMMAND = Command(
    words=("digest", "write"),
    help=_("Be reminded to write, with what you took part in that week."),
    usage=_("[what you call it] [day] [time]"),
    example='"weeknotes" friday 15:00',
    run=run,
    submit=submit,
    aliases=(("digest", "weeknotes"),),
)
