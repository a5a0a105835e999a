"""Organisations of a network: what an address proves, and how organisations change.

Pure: domain_names (what a domain is, and which prove nothing), proving, sheets. Thin: verifying,
changing, recording, sheet_errand.
"""
