"""A code that was typed: wrong ones are counted, so that nobody can try them all."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.command import Call, Refusal
from bot.message import Rich
from storage.codes import fold_code, hash_code

Code = TypeVar("Code")


def find_typed_code(
    call: Call,
    find: Callable[[Sequence[str]], Code | None],
    *,
    too_many: Sequence[str | Rich],
    unknown: Sequence[str | Rich],
) -> Code:
    """Return what `find` knows of the typed code, good or not; Refusal, which names nobody."""
    key = call.account.key
    if not call.guesses.allows(key):
        raise Refusal(*too_many)
    hashes = hash_code(call.tx.cipher, call.rest) if fold_code(call.rest) else ()
    code = find(hashes) if hashes else None
    if code is None:
        call.guesses.note_wrong(key)
        raise Refusal(*unknown)
    return code
