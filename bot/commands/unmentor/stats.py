"""How a scheme has gone so far: totals by message, in words and as a picture."""

from bot.command import Call, Command
from bot.form import Answer
from bot.meaning.organised import find_scheme
from bot.wording.language import gettext as _
from bot.wording.schemes import stats
from bot.wording.view import view_of
from jobs.schemes import draw_errand
from jobs.schemes.charts import pack_chart
from jobs.schemes.figures import choose_figures


def run(call: Call) -> Answer:
    programme = find_scheme(call, "unmentor stats")
    shown = choose_figures(call.tx.figures.of_programme(programme))
    chart = stats.chart(view_of(call), programme, shown)
    if chart is None:
        return stats.totals(programme, shown)
    packed = pack_chart(chart)
    draw_errand.ask(call.tx, call.network.id, programme.id, packed, call.account.id, call.now)
    return stats.asked(programme)


COMMAND = Command(
    words=("unmentor", "stats"),
    help=_("See how a scheme has gone so far, in totals and as a picture."),
    run=run,
    usage=_("[scheme]"),
    who="organiser",
    aliases=(
        ("unmentor", "statistics"),
        ("unmentor", "figures"),
        ("unmentor", "organise", "stats"),
    ),
    names_scheme=True,
)
