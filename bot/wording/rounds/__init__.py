"""Rounds: introductions, turns, waves and check-ins; and a round as organisers change it."""
