"""The playground says what happens next, whatever it is."""

from bot.outlook import _of_others, _of_programmes, _of_rounds
from jobs.schedule import _fires


def test_everything_that_happens_by_itself_has_a_sentence() -> None:
    said = _of_programmes().keys() | _of_rounds().keys() | _of_others().keys()
    assert said - {"remind organisers", "send"} | {"introduce"} == _fires(24).keys()
