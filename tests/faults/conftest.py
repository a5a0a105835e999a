"""What tests of polling read feeds with."""

from collections.abc import Iterator

import pytest

from jobs.feeds.parse_workers import ParseWorkers
from jobs.polling.asking import Parse


@pytest.fixture(scope="module")
def parse() -> Iterator[Parse]:
    """A process that reads feeds, as in earnest."""
    workers = ParseWorkers()
    yield workers.parse
    workers.close()
