"""Sessions and their notes: taken, named in, agreed on, posted, found, exported, taken back.

What a text of notes says is read in `jobs.notes`, which is pure.
"""
