"""Importing an old spreadsheet: the form, the wait, and the report, row by row."""

from collections.abc import Mapping

from bot.form import ChoiceInput, FileInput, Form, Option
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Rich,
    Small,
    paragraph,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import ngettext
from bot.wording.view import View
from jobs.delivery.files import MOST_BYTES
from jobs.importing.findings import Finding, RowProblem
from jobs.importing.rows import MOST_ROWS
from jobs.members.import_errand import Refused, Report
from storage.queue_records import Errand
from storage.round_records import Programme

FILE, SCHEME = "file", "scheme"
EXTENSIONS = ("csv", "tsv", "txt")
OFFICE = ("xlsx", "xls", "ods", "numbers", "xlsm")


def import_form(programmes: list[Programme]) -> Form:
    """The file, and the scheme that its people are invited to."""
    options = tuple(Option(programme.id, programme.name) for programme in programmes)
    which = ChoiceInput(SCHEME, _("Scheme"), options, value=options[0].value)
    return Form(
        title=_("Import a spreadsheet"),
        command="unmentor organise import",
        submit=_("Import"),
        intro=(
            Paragraph(
                (
                    _(
                        "People on an old sign-up sheet become invitations: a code each, which "
                        "you send. Nobody is a member until they agree, and we write to nobody."
                    ),
                )
            ),
        ),
        inputs=(
            FileInput(
                FILE,
                _("Sheet"),
                EXTENSIONS,
                hint=_(
                    "A CSV file with a heading in its first row, such as name, email, "
                    "organisation, role, region, interests. Columns such as “Matched with, "
                    "January 2026” become past introductions."
                ),
            ),
            *((which,) if len(options) > 1 else ()),
        ),
        outro=(
            Small(
                (
                    _(
                        "Only import what people gave you for this purpose. Details that nobody "
                        "uses are deleted after 60 days."
                    ),
                )
            ),
        ),
    )


def no_file() -> str:
    """No file was given."""
    return _("Choose the file that you want to import.")


def how_to_save() -> str:
    """The file is one of a spreadsheet program."""
    return _(
        "This is a spreadsheet program's own file. Nothing was imported. Open it, choose "
        "“Save as” or “Download”, then “CSV (comma separated)”, and give us that file."
    )


def too_large() -> str:
    """The file is larger than anything that we read."""
    words = _("This file is larger than {count} MB. Nothing was imported. Split it and try again.")
    return words.format(count=MOST_BYTES // 1_000_000)


def on_it(size: int) -> Message:
    """The sheet is being read."""
    large = _("We have your sheet ({count} KB), and are reading it.")
    return say(
        large.format(count=max(1, round(size / 1_000))) if size else _("We're on it."),
        _(
            "You'll get a message that says what came of it, row by row where something "
            "was not clear. Nobody else is told anything."
        ),
    )


def under_way(errand: Errand) -> Message:
    """An import is being done already: how far it is."""
    words = ngettext(
        "A sheet is being imported: {done} of {total} row read.",
        "A sheet is being imported: {done} of {total} rows read.",
        errand.total,
    )
    far = words.format(done=errand.done, total=errand.total)
    return say(
        far if errand.total else _("A sheet is being imported. We've just begun to read it."),
        _("When it's done you get a message. Then you can import another."),
    )


def failed(view: View) -> Message:
    """Trouble on our side."""
    return say(
        _("We couldn't import your sheet just now. Nothing was imported, and nothing is lost."),
        Paragraph(
            (_("Try again in some minutes: type "), view.code("unmentor organise import"), ".")
        ),
    )


def report(view: View, result: Report, page: int) -> Message:
    """One message of the report: the first one has the figures, all have rows."""
    if result.refused:
        return _refused(view, result)
    lead: list[Block] = _figures(result) if page == 0 else []
    rows = result.page(page)
    if rows:
        lead += [paragraph(_heading(result, page)), Bullets(tuple(_row(each) for each in rows))]
    if page == result.pages - 1:
        lead += _next(result)
    return Message(tuple(lead))


def _refused(view: View, result: Report) -> Message:
    why = why_refused(result.at_row)[result.refused or "empty"]
    return say(
        Heading(_("Your sheet was not imported")),
        why,
        _("Nothing was imported, and nobody was told anything."),
        Paragraph((_("To try again, type "), view.code("unmentor organise import"), ".")),
    )


def why_refused(row: int) -> Mapping[Refused, str]:
    """Why a file as a whole cannot be read, and what to do about it."""
    save = how_to_save()
    return {
        "empty": _("The file is empty."),
        "a spreadsheet file": save,
        "a zip file": _("This is a ZIP file. Unpack it, and give us the CSV file that is in it."),
        "not text": _("This file is not a CSV file: it has no text that we can read."),
        "a quotation mark": _(
            "Row {row} has a quotation mark that is never closed, so we can't tell where its "
            "cells end. Save the sheet as CSV once more from your spreadsheet program."
        ).format(row=row),
        "too many rows": _(
            "The sheet has {count} rows. We read {most} at most: split it into several files."
        ).format(count=row, most=MOST_ROWS),
        "no names": _(
            "We found no column of names. Call one of them “Name” in the first row, or call two "
            "of them “Person A” and “Person B” where each row is a pair."
        ),
        "only a heading": _("The sheet has a heading and no rows."),
        "an ended scheme": _("The scheme has ended since you asked."),
        "later": _("We could not fetch the file."),
        "gone": _("The file was deleted before we could read it."),
        "too large": too_large(),
        "not allowed": _(
            "We were not allowed to read the file. Whoever runs Teapoint for you can give it the "
            "right to read files that are given to it in a form."
        ),
    }


def _figures(result: Report) -> list[Block]:
    rows = ngettext("We read {count} row.", "We read {count} rows.", result.rows)
    new = ngettext("{count} new invitation", "{count} new invitations", result.invited)
    known = ngettext(
        "{count} person was known already", "{count} people were known already", result.known
    )
    pairs = ngettext(
        "{count} past introduction understood",
        "{count} past introductions understood",
        result.pairs,
    )
    said: list[Rich] = [(new.format(count=result.invited),)]
    said += [(known.format(count=result.known),)] if result.known else []
    said += [(pairs.format(count=result.pairs),)] if result.pairs else []
    blocks: list[Block] = [
        Heading(_("Your sheet is imported: {scheme}").format(scheme=result.scheme)),
        Paragraph((rows.format(count=result.rows),)),
        Bullets(tuple(said)),
    ]
    if result.unused:
        words = _("We left out these columns: {columns}.")
        blocks.append(paragraph(words, columns=", ".join(result.unused)))
    return blocks


def _next(result: Report) -> list[Block]:
    lead: list[Block] = [] if result.findings else list(say(_("Every row was understood.")).blocks)
    if not result.invited:
        return lead
    words = _("Next, send each person their code. We've written to nobody.")
    see = Button(_("Get the codes"), "unmentor organise invitations", style="primary")
    return [*lead, Paragraph((words,)), Buttons((see,))]


def _heading(result: Report, page: int) -> str:
    if result.pages == 1:
        return _("These rows need a look. All others were taken as they are.")
    words = _("Rows that need a look, part {part} of {parts}.")
    return words.format(part=page + 1, parts=result.pages)


def _row(finding: Finding) -> Rich:
    what = _found()[finding.why].format(
        text=finding.text, column=finding.heading, name=finding.text, other=finding.other
    )
    return (_("Row {row}: {what}").format(row=finding.row, what=what),)


def _found() -> Mapping[RowProblem, str]:
    """What was not understood, and what to do about it."""
    return {
        "no name": _("there is no name, so it was left out (“{text}”)."),
        "a formula": _("{column} holds a formula, “{text}”. We left it out: put in what it shows."),
        "an address": _("“{text}” is no email address. The person is invited without one."),
        "the same person": _("{name} is in row {other} already. We made them one person."),
        "an unknown partner": _(
            "we know nobody called “{text}”. Write the name as it is in the name column."
        ),
        "two such partners": _(
            "several people are called “{text}”. Write their email address instead."
        ),
        "their own partner": _("“{text}” is the same person, so there is no introduction."),
        "a date": _("“{text}” is no date that we know. Write it like 24 November 2026."),
        "a date to come": _("“{text}” is still to come, so nobody has met then. It was left out."),
        "more cells than headings": _("it has more cells than the heading. We left out “{text}”."),
    }
