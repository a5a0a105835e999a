"""The nouns: what Teapoint remembers, and the one way to reach it.

Here live the records (`types`, `notices`), the errors, the schema and one file a noun.
May import: the standard library and SQLAlchemy. Nothing of ours outside this room.
Records go in and records come out; rows never leave.
"""
