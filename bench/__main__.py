"""All that is measured: `python -m bench`, with the options of `bench.matching`."""

from bench.matching import main

main()
