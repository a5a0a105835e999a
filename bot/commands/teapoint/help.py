"""What can be done here."""

from bot.command import Call, Command
from bot.form import Answer
from bot.reading import read_words
from bot.shortcuts import FIRST_WORDS
from bot.wording import helping
from bot.wording.language import gettext as _


def run(call: Call) -> Answer:
    """Explain one command, or list those that this person may use."""
    usable = [c for c in call.table.all if c.listed and _may(call, c)]
    listed = {(): helping.some_commands, ("all",): helping.all_commands}.get(call.args)
    if listed:
        is_member = call.member is not None
        return listed(usable, call.names, is_member=is_member, visitor=call.visits)
    bare = call.table.find_bare(call.args, FIRST_WORDS)
    found = call.table.find(call.args) or next(iter(bare), None)
    # Who is no member yet may read what members can do; what organisers do is theirs alone.
    if found is None or (found[0].who == "organiser" and not call.is_organiser):
        words = " ".join(read_words(call.rest))
        return helping.no_such_command(words, usable, call.names)
    return helping.one_command(found[0], call.names)


def _may(call: Call, command: Command) -> bool:
    """Whether this person may use the command."""
    if command.who == "organiser":
        return call.is_organiser
    return command.who == "anyone" or call.member is not None


COMMAND = Command(
    words=("help",),
    help=_("See what you can do here."),
    usage=_("[command, or all]"),
    example="pause",
    run=run,
    who="anyone",
    aliases=(("commands",), ("hello",), ("hi",), ("?",)),
)
