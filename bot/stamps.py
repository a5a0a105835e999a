"""Which network a button or form belongs to: stamped on its reference, read again on a press.

A person may be in several networks of one workspace, and a message from one of them must act in
that one. Network ids are opaque and not guessable, so a stamp shows nothing to anybody.
"""

from dataclasses import replace
from typing import TypeVar

from bot.form import Answer, Form, FormErrors
from bot.message import Block, Button, Buttons, Message
from storage.types import NetworkId

_MARK = "@"
_PREFIX = "n_"

Stamped = TypeVar("Stamped", Message, Answer)


def stamp(answer: Stamped, network_id: NetworkId) -> Stamped:
    """Mark every button and form of an answer as this network's."""
    if isinstance(answer, Message):
        return replace(answer, blocks=_blocks(answer.blocks, network_id))
    if isinstance(answer, FormErrors):
        return answer
    return _form(answer, network_id)


def add_stamp(ref: str, network_id: NetworkId) -> str:
    """Return the reference with its network; one that has a network keeps it."""
    return ref if read_stamp(ref)[1] else f"{ref}{_MARK}{network_id}"


def read_stamp(ref: str) -> tuple[str, NetworkId | None]:
    """Return the bare reference and the network it belongs to, if it says so."""
    bare, mark, network_id = ref.rpartition(_MARK)
    if mark and network_id.startswith(_PREFIX):
        return bare, NetworkId(network_id)
    return ref, None


def _form(form: Form, network_id: NetworkId) -> Form:
    return replace(
        form,
        ref=add_stamp(form.ref, network_id),
        intro=_blocks(form.intro, network_id),
        outro=_blocks(form.outro, network_id),
    )


def _blocks(blocks: tuple[Block, ...], network_id: NetworkId) -> tuple[Block, ...]:
    return tuple(_block(block, network_id) for block in blocks)


def _block(block: Block, network_id: NetworkId) -> Block:
    if not isinstance(block, Buttons):
        return block
    buttons = (
        replace(button, ref=add_stamp(button.ref, network_id))
        if isinstance(button, Button)
        else button
        for button in block.buttons
    )
    return Buttons(tuple(buttons))
