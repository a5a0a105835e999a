"""Feeds, and whatever else people give as a web address: judged, then fetched.

addresses.py   which network addresses are public (pure)
guard.py       what a web address may look like, and where it may lead (pure)
trouble.py     one tree of errors: what fetching raises
connecting.py  resolve once, refuse, connect to the checked address
exchange.py    one GET and its answer over one connection
decoding.py    compressed bodies, never larger than allowed
documents.py   what fetching takes and gives
fetch.py       one document, redirects and limits included
"""
