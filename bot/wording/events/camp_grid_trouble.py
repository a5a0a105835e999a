"""Why a grid cannot be read: what happened, and what to do now."""

from bot.wording.language import gettext as _
from bot.wording.organisers import importing
from bot.wording.web_addresses import named_error, say_trouble
from storage.grids import Trouble


def say_grid_trouble(trouble: Trouble) -> str:
    """What happened, and what to do now."""
    error = named_error(trouble.kind, trouble.why)
    if error:
        return say_trouble(error)
    if trouble.kind == "status":
        words = _(
            "The website answered with {code} instead of the sheet. Check that the address "
            "still works."
        )
        return words.format(code=trouble.why)
    if trouble.kind in ("file", "sheet"):
        return _of_file(trouble.why)
    return {
        "closed": _(
            "The sheet is not public. In Google Sheets, choose Share, then “Anyone with the link”, "
            "“Viewer”."
        ),
        "a web page": _(
            "At that address is a web page and no sheet. Give the address of a public Google sheet "
            "or of a CSV file."
        ),
        "no titles": _(
            "We found no column of titles. Call one of them “title” in the first row, beside time, "
            "session, room and leader1."
        ),
        "no sessions": _("The sheet has a heading, but no session of the event's day."),
    }.get(trouble.kind, _("There was trouble on our side. We'll try again."))


def _of_file(why: str) -> str:
    return {
        "empty": _("The sheet is empty."),
        "a spreadsheet file": importing.how_to_save(),
        "a zip file": _("This is a ZIP file. Unpack it, and give us the CSV file that is in it."),
        "not text": _("This is no CSV file: it has no text that we can read."),
        "a quotation mark": _(
            "A quotation mark in the sheet is never closed, so we can't tell where its cells end."
        ),
        "too many rows": _("The sheet has more rows than we read for one event."),
        "gone": _("The file was deleted before we could read it."),
        "too large": importing.too_large(),
        "not allowed": _(
            "We may not read files that are given in a form here. Give a web address instead."
        ),
    }.get(why, _("The file could not be read."))
