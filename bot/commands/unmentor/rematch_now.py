"""Be introduced at once to somebody else who waits."""

from bot.command import Call, Command
from bot.form import Answer, Values
from bot.meaning.schemes import chosen, pick_scheme
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.members import status
from bot.wording.rounds import wave_offers
from bot.wording.view import view_of
from jobs.members import belonging
from jobs.waves import rematching
from storage.round_records import Programme
from storage.types import MemberId, ProgrammeId


def run(call: Call) -> Answer:
    """Introduce the member to whoever was offered; typed, to whoever waits longest."""
    said = read_ref(call.ref)
    if "p" in said:
        programme = call.tx.programmes.get(ProgrammeId(said["p"]), call.network.id)
        return _introduce(call, programme, MemberId(said.get("m", "")))
    picked = pick_scheme(call, "unmentor rematch now")
    if isinstance(picked, Programme):
        return _introduce(call, picked, None)
    return picked or status.status(view_of(call))


def submit(call: Call, values: Values) -> Answer:
    """Introduce the member in the scheme that was chosen of many."""
    programme = call.tx.programmes.get(ProgrammeId(chosen(values)), call.network.id)
    return _introduce(call, programme, None)


def _introduce(call: Call, programme: Programme, other: MemberId | None) -> Answer:
    view = view_of(call)
    part = belonging.enrolment(call.tx, call.me, programme)
    if part is None or part.state != "in":
        return status.status(view)
    met = rematching.meet_now(call.tx, programme, call.me, other, call.now)
    if met:
        return wave_offers.introduced_now(view, programme, met)
    if other:
        return wave_offers.not_possible(programme)
    return wave_offers.nobody_to_offer(programme)


COMMAND = Command(
    words=("unmentor", "rematch", "now"),
    help=_("Be introduced at once to somebody else who is waiting for a partner."),
    usage=_("[scheme]"),
    example="Unmentoring, monthly",
    run=run,
    submit=submit,
    aliases=(("unmentor", "introduce", "us", "now"), ("unmentor", "introduce", "us")),
    names_scheme=True,
)
