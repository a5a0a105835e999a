"""Slow work that a command asked for: what one kind is made of, and what it may ask for.

Each kind lives with its subject, as `<what>_errand.py`; `jobs.errand_runner` lists and runs them.
"""
