"""Bytes to posts. Pure; runs in worker processes, which import nothing else of ours.

charsets.py      bytes to text
recognising.py   is it a feed at all, and if not, what
cleaning.py      text to XML that parsers agree on
raw_records.py   what any parser found, before it is made safe and plain
fast_parsing.py  the fast parser
slow_parsing.py  the lenient one
extras.py        what the fast parser leaves out
json_parsing.py  JSON Feed
dates.py         moments, leniently
texts.py         titles, names and topics in plain text
links.py         absolute links to public websites only
asking.py        how often a feed asks to be asked
finishing.py     what parsers found, made safe and plain
worker.py        what a worker process does
"""
