"""Schemes beside their rounds: set up, ended, tried on paper, posted about, counted, drawn."""
