"""Measured speed and quality, beside peers in the same run. One command: `make bench`."""
