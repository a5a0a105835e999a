"""Change how a scheme is matched, and what is said around its rounds, in a form."""

from bot.audit import note_action
from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.meaning.open_form import differences, mark_of
from bot.meaning.organised import SCHEME, VERSION, find_scheme
from bot.meaning.scheme_words import read_words
from bot.refs import pack_ref, read_ref
from bot.wording.language import gettext as _
from bot.wording.organisers import organise
from bot.wording.schemes import scheme_form
from bot.wording.schemes.scheme_fields import Filled
from bot.wording.schemes.scheme_words_form import words_filled_in, words_form
from bot.wording.view import view_of
from jobs.schemes import schemes
from storage.round_records import Programme
from storage.types import ProgrammeId


def run(call: Call) -> Answer:
    programme = find_scheme(call, "unmentor organise words")
    return words_form(programme, _shown(programme), _ref(programme))


def submit(call: Call, values: Values) -> Answer:
    opened = read_ref(call.ref)
    programme = call.tx.programmes.get(ProgrammeId(opened[SCHEME]), call.network.id)
    if opened.get(VERSION) != mark_of(_shown(programme)):
        changed = differences(call, programme, _shown(programme), values)
        return words_form(programme, values, _ref(programme), changed)
    read = read_words(values, programme)
    if read.errors:
        return FormErrors(read.errors)
    saved = schemes.change(call.tx, programme, read.plan, call.now)
    note_action(call, "scheme.change", programme.id, version=str(saved.version))
    return organise.was_changed(view_of(call), saved)


def _shown(programme: Programme) -> Filled:
    return words_filled_in(scheme_form.plan_of(programme))


def _ref(programme: Programme) -> str:
    return pack_ref(p=programme.id, v=mark_of(_shown(programme)))


COMMAND = Command(
    words=("unmentor", "organise", "words"),
    help=_("Change how people are matched, and what is posted around a round."),
    run=run,
    submit=submit,
    usage=_("[scheme]"),
    who="organiser",
    aliases=(("unmentor", "organise", "matching"), ("unmentor", "organise", "messages")),
    names_scheme=True,
)
