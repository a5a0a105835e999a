"""A file that is sent with the words of a command: its form is filled in with it, as it stands.

Where a form cannot take a file, as on a card, this is how it is given.
"""

from collections.abc import Sequence

from bot.form import (
    Answer,
    FileInput,
    Form,
    Input,
    MultiChoiceInput,
    SearchInput,
    Value,
    Values,
)

Sent = Sequence[tuple[str, str, str]]


def fill_in(answer: Answer, files: Sent) -> Values | None:
    """Return the values of the form with the first file of its kind; None where it takes none.

    A file of another kind is taken where there is no better, so that it can be said what is wrong.
    """
    if not isinstance(answer, Form) or not files:
        return None
    wanted = next((asked for asked in answer.inputs if isinstance(asked, FileInput)), None)
    if wanted is None:
        return None
    fits = (file for file in files if _ending(file) in wanted.extensions)
    file = next(fits, files[0])
    return {asked.name: _filled(asked) for asked in answer.inputs} | {wanted.name: file}


def _ending(file: tuple[str, str, str]) -> str:
    return file[1].rpartition(".")[2].casefold()


def _filled(asked: Input) -> Value:
    match asked:
        case MultiChoiceInput(values=values):
            return values
        case FileInput():
            return ()
        case SearchInput(chosen=chosen, multiple=multiple):
            values = tuple(option.value for option in chosen)
            return values if multiple else "".join(values[:1])
        case _:
            return asked.value
