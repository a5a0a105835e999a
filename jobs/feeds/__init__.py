"""Feeds, and whatever else people give as a web address: judged, then fetched.

addresses.py   which network addresses are public (pure)
guard.py       what a web address may look like, and where it may lead (pure)
trouble.py     one tree of errors: what fetching raises
connecting.py  resolve once, refuse, connect to the checked address
exchange.py    one GET and its answer over one connection
decoding.py    compressed bodies, never larger than allowed
documents.py   what fetching takes and gives
fetch.py       one document, redirects and limits included

records.py        what reading gives: feeds and posts as plain text
parsing.py        a document to a feed (pure; in workers only)
reading/          its steps
parse_workers.py  processes for it that can be stopped
excerpts.py       the author's own first words (pure)
happenings.py     events and closing dates that a post announces (pure)
identity.py       what tells posts apart (pure)
discovery.py      the feeds of a home page
opml.py           lists of feeds (pure)
"""
