"""The tick for a weekly digest, in the forms to join."""

from bot.command import Call
from bot.form import Values
from bot.message import Block, Paragraph
from bot.wording.digests.digest_plans import next_sentence
from bot.wording.members.joining import DIGEST, WEEKLY
from bot.wording.view import view_of
from jobs.digests.subscribing import begin_own
from storage.types import Member


def take_tick(call: Call, member: Member, values: Values) -> tuple[Block, ...]:
    """Start the digest of whoever ticked it, and say when it comes first; else nothing."""
    if WEEKLY not in values.get(DIGEST, ()):
        return ()
    digest = begin_own(call.tx, member, call.account.id, call.now)
    return (Paragraph(next_sentence(view_of(call), digest, first=True)),)
