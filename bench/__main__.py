"""All that is measured: `python -m bench`, with the options of `bench.matching`; notes first."""

from bench.digests import show as show_digests
from bench.feeds import show as show_feeds
from bench.matching import main
from bench.notes import show as show_notes
from bench.sets import show

show_notes()
print()
show_digests()
print()
show_feeds()
print()
show([1, 2, 3])
print()
main()
