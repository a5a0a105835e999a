"""How a scheme has gone so far, for its organisers: in sentences and lists, and as a picture.

Everything that the picture shows is in the sentences too; a figure that may not be shown
(`jobs.schemes.figures`) is "not shown" in both.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Picture,
    Rich,
    Small,
    say,
)
from bot.refs import pack_ref
from bot.wording.language import LOCALE, capital, ngettext, say_all, say_date
from bot.wording.language import gettext as _
from bot.wording.look import Look
from bot.wording.people import say_sector
from bot.wording.view import View
from jobs.schemes.charts import Bar, Chart, Panel
from jobs.schemes.figures import LEAST, Shown, ShownFigures, ShownRound, choose_figures
from storage.figures import Between
from storage.notices.answers import StatsFailed, StatsReady
from storage.round_records import Programme

_ROUNDS_TOLD, _ROUNDS_DRAWN = 12, 6
_PAIRS = 5


def asked(programme: Programme) -> Message:
    """The picture is being drawn; it comes with the figures in words."""
    words = _("We're on it: we'll message you the totals of {scheme}, in words and as a picture.")
    return say(words.format(scheme=programme.name))


def picture(look: Look, notice: StatsReady) -> Message | None:
    """The figures in words, and the picture of them; NotFoundError once it is kept no longer."""
    programme = look.tx.programmes.get(notice.programme_id, look.network.id)
    drawn = look.tx.pictures.get(notice.picture_id, look.network.id)
    title = _("{scheme} in a picture").format(scheme=programme.name)
    told = _now(look, programme)
    return Message((*told.blocks, Picture(drawn.png, drawn.alt, title)))


def failed(look: Look, notice: StatsFailed) -> Message | None:
    """The figures in words alone: trouble on our side kept the picture from being drawn."""
    programme = look.tx.programmes.get(notice.programme_id, look.network.id)
    words = _("We couldn't draw the picture. Nothing is lost: these are all of its figures.")
    again = Button(_("Try again"), "unmentor stats", pack_ref(p=programme.id))
    return Message((Paragraph((words,)), *_now(look, programme).blocks, Buttons((again,))))


def _now(look: Look, programme: Programme) -> Message:
    shown = choose_figures(look.tx.figures.of_programme(programme))
    return totals(programme, shown)


# In words


def totals(programme: Programme, shown: ShownFigures) -> Message:
    """Everything that may be shown, the people first."""
    heading = _("{scheme}: how it has gone so far").format(scheme=programme.name)
    blocks: list[Block] = [Heading(heading), *_people(shown), *_rounds(programme, shown.rounds)]
    blocks += _first(shown)
    words = _(
        "These are totals of at least {least}. “Not shown” stands for fewer, or is left out so "
        "that nobody can work out a smaller figure from the others."
    )
    return Message((*blocks, Small((words.format(least=LEAST),))))


def _people(shown: ShownFigures) -> list[Block]:
    if shown.joined is None or not shown.joined:
        few = _("Fewer than {least} people have joined so far.").format(least=LEAST)
        return [Paragraph((few if shown.joined is None else _("Nobody has joined yet."),))]
    words = ngettext(
        "{count} person has joined so far:", "{count} people have joined so far:", shown.joined
    )
    rows: tuple[tuple[str, Shown], ...] = (
        (_("in it now: {figure}"), shown.now_in),
        (_("having a break: {figure}"), shown.paused),
        (_("paused, because we had heard nothing from them: {figure}"), shown.silent),
        (_("paused, because our messages can't reach them: {figure}"), shown.blocked),
        (_("left since: {figure}"), shown.left),
        (_("waiting for a new partner at this moment: {figure}"), shown.waiting),
    )
    items = tuple((row.format(figure=_say(figure)),) for row, figure in rows if figure != 0)
    return [Paragraph((words.format(count=shown.joined),)), Bullets(items)]


def _rounds(programme: Programme, rounds: Sequence[ShownRound]) -> list[Block]:
    if not rounds:
        return [Paragraph((_("No round has been sent yet."),))]
    lead = _(
        "Introductions that led to a conversation, by round. “New” are pairs of organisations that "
        "talked for the first time."
    )
    if len(rounds) > _ROUNDS_TOLD:
        words = _("{lead} These are the last {count} rounds.")
        lead = words.format(lead=lead, count=_ROUNDS_TOLD)
    items = tuple(_round(programme, each) for each in rounds[-_ROUNDS_TOLD:])
    return [Paragraph((lead,)), Bullets(items)]


def _round(programme: Programme, each: ShownRound) -> Rich:
    words = _("{when}: {share}")
    parts = [words.format(when=_when(programme, each.introduced_at), share=_share(each))]
    if each.again:
        matched = ngettext(
            "{count} of them for somebody who came late or lost their partner",
            "{count} of them for people who came late or lost their partner",
            each.again,
        )
        parts.append(matched.format(count=each.again))
    if each.first:
        parts.append(_new_in(each))
    return ("; ".join(parts),)


def _new_in(each: ShownRound) -> str:
    """New conversations of a round, and how many of them crossed sectors and regions."""
    across = []
    if each.sectors:
        across.append(_("{count} between sectors").format(count=each.sectors))
    if each.regions:
        across.append(_("{count} between regions").format(count=each.regions))
    if not across:
        return _("new: {count}").format(count=each.first)
    words = _("new: {count}, of them {across}")
    return words.format(count=each.first, across=say_all(across))


def _first(shown: ShownFigures) -> list[Block]:
    if not shown.first:
        return []
    words = ngettext(
        "{count} pair of organisations has talked for the first time in this scheme. Between "
        "different sectors: {sectors}. Between different regions: {regions}.",
        "{count} pairs of organisations have talked for the first time in this scheme. Between "
        "different sectors: {sectors}. Between different regions: {regions}.",
        shown.first,
    )
    sectors, regions = _say(shown.sectors), _say(shown.regions)
    said = words.format(count=shown.first, sectors=sectors, regions=regions)
    blocks: list[Block] = [Paragraph((said,))]
    blocks += _most(_("Most often by sector:"), [*_sectors(shown)])
    blocks += _most(_("Most often by region:"), [*_regions(shown)])
    return blocks


def _most(lead: str, pairs: Sequence[tuple[str, int]]) -> list[Block]:
    if not pairs:
        return []
    words = _("{between}: {count}")
    items = tuple((words.format(between=label, count=count),) for label, count in pairs)
    return [Paragraph((lead,)), Bullets(items)]


def _sectors(shown: ShownFigures) -> list[tuple[str, int]]:
    return [
        (_between(_in_order(say_sector(a), say_sector(b))), count)
        for (a, b), count in shown.between_sectors[:_PAIRS]
    ]


def _in_order(a: str, b: str) -> Between:
    return (a, b) if a.casefold() <= b.casefold() else (b, a)


def _regions(shown: ShownFigures) -> list[tuple[str, int]]:
    return [(_between(pair), count) for pair, count in shown.between_regions[:_PAIRS]]


def _between(pair: Between) -> str:
    a, b = pair
    if a == b:
        return _("Within {place}").format(place=a)
    return capital(_("{one} with {other}").format(one=a, other=b))


def _share(each: ShownRound) -> str:
    if each.introductions is None or each.met is None:
        return _("not shown")
    if not each.introductions:
        return _("no introductions")
    percent = round(100 * each.met / each.introductions)
    words = _("{met} of {count} ({percent}%)")
    return words.format(met=each.met, count=each.introductions, percent=percent)


def _say(figure: Shown) -> str:
    return _("not shown") if figure is None else str(figure)


def _when(programme: Programme, moment: datetime) -> str:
    day = moment.astimezone(ZoneInfo(programme.timing.zone)).date()
    if programme.timing.kind == "months":
        return format_date(day, "LLLL y", locale=LOCALE)
    return say_date(day)


# As a picture


def chart(view: View, programme: Programme, shown: ShownFigures) -> Chart | None:
    """What the picture shows, and all of it in words; None: there is nothing to draw yet."""
    if not any(each.introductions for each in shown.rounds):
        return None
    panels = [_met_panel(programme, shown.rounds[-_ROUNDS_DRAWN:])]
    if shown.between_sectors:
        panels.append(_sector_panel(shown))
    title = _("{scheme}: how it has gone so far").format(scheme=programme.name)
    day = say_date(view.now.astimezone(ZoneInfo(view.zone)).date())
    note = _("Totals of at least {least}, on {day}.").format(least=LEAST, day=day)
    return Chart(title, tuple(panels), note, _in_words(title, panels, note))


def _met_panel(programme: Programme, rounds: Sequence[ShownRound]) -> Panel:
    bars = tuple(
        Bar(_when(programme, each.introduced_at), _share(each), _met_share(each)) for each in rounds
    )
    return Panel(_("Introductions that led to a conversation"), bars, whole=True)


def _met_share(each: ShownRound) -> float | None:
    if each.met is None or not each.introductions:
        return None
    return each.met / each.introductions


def _sector_panel(shown: ShownFigures) -> Panel:
    pairs = _sectors(shown)
    most = max(count for _label, count in pairs)
    bars = tuple(Bar(label, str(count), count / most) for label, count in pairs)
    rest = (shown.first or 0) - sum(count for _label, count in pairs)
    note = ""
    if rest:
        words = ngettext(
            "And {count} more in other pairs of sectors.",
            "And {count} more in other pairs of sectors.",
            rest,
        )
        note = words.format(count=rest)
    title = _("Organisations that talked for the first time, by sector")
    return Panel(title, bars, whole=False, note=note)


def _in_words(title: str, panels: Sequence[Panel], note: str) -> str:
    """Everything that is drawn, for whoever does not see it."""
    said = [_("A chart with bars. {title}.").format(title=title)]
    for panel in panels:
        rows = "; ".join(
            _("{label}, {figure}").format(label=bar.label, figure=bar.figure) for bar in panel.bars
        )
        said.append(_("{title}: {rows}.").format(title=panel.title, rows=rows))
        said += [panel.note] if panel.note else []
    return " ".join([*said, note])
