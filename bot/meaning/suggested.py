"""Which suggested blog is meant, and that it is answered once."""

from typing import Literal

from bot.audit import note_action
from bot.command import Call, Refusal
from bot.meaning.digests import is_channel, meant_digest
from bot.wording.digests import suggestions
from bot.wording.view import view_of
from jobs.delivery.reaching import direct
from storage.digest_records import FeedSuggestion, SuggestionId
from storage.notices.following import SuggestionAnswered
from storage.types import Place

_ID = "fs_"


def pick_suggestion(call: Call) -> FeedSuggestion | None:
    """Return the suggestion that was pressed, or that has the number that was typed; else None.

    Refusal where no open one has that number; the only one that waits needs none.
    """
    if call.ref.startswith(_ID):
        return call.tx.suggestions.get(SuggestionId(call.ref), call.network.id)
    open_ = call.tx.suggestions.open_of(call.network.id)
    typed = next((word.strip("#.") for word in call.args if not is_channel(word)), "")
    if not typed:
        return None
    number = int(typed) if typed.isdigit() else 0
    if not 0 < number <= len(open_):
        raise Refusal(*suggestions.none_such(view_of(call)))
    return open_[number - 1]


def named_channel(call: Call) -> Place | None:
    """Return the channel that was typed, if one was."""
    return meant_digest(call).place if any(is_channel(word) for word in call.args) else None


def check_open(suggestion: FeedSuggestion) -> None:
    """Refusal where somebody answered it before."""
    if suggestion.state != "open":
        raise Refusal(suggestions.settled_already())


def settle(call: Call, suggestion: FeedSuggestion, state: Literal["accepted", "declined"]) -> None:
    """Write the answer, once, and tell whoever suggested it; Refusal where there was one."""
    if not call.tx.suggestions.settle(suggestion.id, call.network.id, state, call.now):
        raise Refusal(suggestions.settled_already())
    if suggestion.account_id:
        notice, account = (
            SuggestionAnswered(suggestion.id),
            call.tx.accounts.get(suggestion.account_id),
        )
        call.tx.notices.queue(call.network.id, notice, [direct(account)], call.now)
    if state == "declined" and suggestion.place_id:
        note_action(call, "digest.decline", suggestion.place_id)
