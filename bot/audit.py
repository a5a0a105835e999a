"""The audit row that goes with every organiser's action, in the same transaction."""

from bot.command import Call
from storage.queue_records import AuditEntry


def note_action(call: Call, action: str, object_id: str, **detail: str | None) -> None:
    """Write down what the organiser did to what: ids only, blanks left out."""
    kept = {key: value for key, value in detail.items() if value}
    entry = AuditEntry(call.now, call.account.id, action, object_id, kept)
    call.tx.audit.write(call.network.id, entry)
