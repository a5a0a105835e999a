"""Plan a scheme's next rounds on paper: when new partners run out, and what would help."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.organised import find_scheme, refuse
from bot.wording.language import gettext as _
from bot.wording.schemes import dry_run
from jobs.schemes import dry_run_errand


def run(call: Call) -> Answer:
    programme = find_scheme(call, "unmentor organise try")
    if programme.format.kind != "pairs":
        raise refuse(dry_run.not_for_this_kind(programme))
    dry_run_errand.ask(call.tx, call.network.id, programme, call.account.id, call.now)
    return dry_run.asked(programme)


COMMAND = Command(
    words=("unmentor", "organise", "try"),
    help=_("Plan the next six rounds on paper, and see what would help."),
    run=run,
    usage=_("[scheme]"),
    who="organiser",
    aliases=(
        ("unmentor", "organise", "dry", "run"),
        ("unmentor", "organise", "dry-run"),
        ("unmentor", "dry", "run"),
        ("unmentor", "dry-run"),
    ),
    names_scheme=True,
)
