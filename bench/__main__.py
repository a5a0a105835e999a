"""All that is measured: `python -m bench`, with the options of `bench.matching`; sets first."""

from bench.matching import main
from bench.sets import show

show([1, 2, 3])
print()
main()
