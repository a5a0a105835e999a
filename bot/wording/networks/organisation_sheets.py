"""Importing a register of organisations: the form, and the report, row by row."""

from collections.abc import Mapping

from bot.form import FileInput, Form
from bot.message import Block, Bullets, Heading, Message, Paragraph, paragraph, say
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.look import Look
from bot.wording.organisers.importing import EXTENSIONS, why_refused
from bot.wording.view import View, view_for
from jobs.organisations.sheet_errand import Report, read_report
from jobs.organisations.sheets import Finding, RowProblem
from storage.notices.organisations import OrganisationsImported

FILE = "file"


def import_form() -> Form:
    """The file."""
    words = _(
        "Organisations that we don't know are added, others completed. Domains in the file count "
        "as confirmed by you: whoever has an address there works there."
    )
    hint = _("A CSV file with a heading in its first row: name, sector, region, domains, aliases.")
    return Form(
        _("Import organisations"),
        "organisations import",
        (FileInput(FILE, _("Sheet"), EXTENSIONS, hint=hint),),
        _("Import"),
        intro=(Paragraph((words,)),),
    )


def told(look: Look, notice: OrganisationsImported) -> Message | None:
    """What came of an import."""
    result = read_report(look.tx, notice.errand_id, look.network.id)
    return report(view_for(look), result, notice.page)


def failed(view: View) -> Message:
    """Trouble on our side."""
    return say(
        _("We couldn't import your organisations just now. Nothing has changed."),
        Paragraph((_("Try again in some minutes: type "), view.code("organisations import"), ".")),
    )


def report(view: View, result: Report, page: int) -> Message:
    """One message of the report: the first one has the figures, all have rows."""
    if result.refused:
        return say(
            Heading(_("Your organisations were not imported")),
            why_refused(result.at_row)[result.refused],
            _("Nothing has changed."),
            Paragraph((_("To try again, type "), view.code("organisations import"), ".")),
        )
    blocks: list[Block] = _figures(result) if page == 0 else []
    rows = result.page(page)
    if rows:
        blocks.append(paragraph(_("These rows need a look. All others were taken as they are.")))
        blocks.append(Bullets(tuple((say_finding(each),) for each in rows)))
    return Message(tuple(blocks))


def _figures(result: Report) -> list[Block]:
    return [
        Heading(_("Your organisations are imported")),
        Bullets(tuple((line,) for line in figures(result))),
    ]


def figures(result: Report) -> list[str]:
    """What came of it, in short lines."""
    new = ngettext("{count} new organisation", "{count} new organisations", result.new)
    changed = ngettext("{count} completed", "{count} completed", result.changed)
    same = ngettext("{count} as it was", "{count} as they were", result.same)
    people = ngettext(
        "{count} person confirmed by their work address",
        "{count} people confirmed by their work address",
        result.confirmed,
    )
    counted = (
        (new, result.new),
        (changed, result.changed),
        (same, result.same),
        (people, result.confirmed),
    )
    rows = ngettext("{count} row read", "{count} rows read", result.rows).format(count=result.rows)
    return [rows, *(words.format(count=count) for words, count in counted if count)]


def say_finding(finding: Finding) -> str:
    """Return one thing that was left out, with its row."""
    what = _found()[finding.why].format(text=finding.text)
    return _("Row {row}: {what}").format(row=finding.row, what=what)


def _found() -> Mapping[RowProblem, str]:
    return {
        "no name": _("there is no name, so it was left out (“{text}”)."),
        "a formula": _("“{text}” is a formula. We left it out: put in what it shows."),
        "a sector": _("we don't know the sector “{text}”. We left it as it was."),
        "a region": _("we don't know the region “{text}”. We left it as it was."),
        "a domain": _("“{text}” is not a domain. Write it like council.gov.uk."),
        "a shared domain": _("{text} is shared by many organisations, so it proves none."),
        "the same organisation": _("{text} is in an earlier row. We took that one."),
        "another's domain": _("{text} is confirmed as another organisation's, and stays so."),
        "another's name": _("another organisation is called {text}. We left that name out."),
    }
