"""Slow work that a command asked for: claimed, computed outside any transaction, answered.

Each kind of errand lives with its subject, as `<what>_errand.py`, and is listed in `errands`.
"""
