"""The verbs: what Teapoint does on its own, and the pure rules it does it by.

Here live matching, the calendar, rounds, delivery and the ticks that start them.
May import: storage, the standard library, the field's libraries. Never a chat SDK: jobs leave
notices, and `deliver` speaks through a port that the voice fills.
"""
