"""What a failure leaves in the log: which statement it was, and nothing of whom it was about."""

import traceback

import pytest
from sqlalchemy import text

from storage.errors import UnavailableError
from storage.store import Store

CANARY = "Feather " + "Canary"


def test_a_failed_statement_is_told_without_its_values(store: Store) -> None:
    lost = text("SELECT * FROM a_table_that_is_gone WHERE name = :name")
    with pytest.raises(UnavailableError) as failure, store.read() as tx:
        tx.session.execute(lost, {"name": CANARY})
    logged = "".join(traceback.format_exception(failure.value))
    assert "a_table_that_is_gone" in logged
    assert CANARY not in logged
