"""The file that was given in a form, and whether it can be a sheet."""

from dataclasses import dataclass

from bot.form import Values
from bot.wording.organisers import importing
from jobs.delivery.files import MOST_BYTES


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file by the platform's id; `size` in bytes, 0 where the platform does not say."""

    id: str
    name: str
    size: int

    @property
    def extension(self) -> str:
        """What its name ends in, in small letters, without the dot."""
        return self.name.rpartition(".")[2].casefold() if "." in self.name else ""


def read_file(values: Values, name: str) -> GivenFile | None:
    """Return the file that was given in this input, if one was."""
    given = values.get(name, ())
    if not isinstance(given, tuple) or not given or not given[0]:
        return None
    called = given[1] if len(given) > 1 else ""
    size = given[2] if len(given) > 2 and given[2].isdigit() else "0"
    return GivenFile(given[0], called, int(size))


def find_sheet_fault(file: GivenFile | None) -> str:
    """Say why this can be no sheet in CSV, before it is read; blank where nothing is wrong."""
    if file is None:
        return importing.no_file()
    if file.extension in importing.OFFICE:
        return importing.how_to_save()
    return importing.too_large() if file.size > MOST_BYTES else ""
