"""Digests: an edition, what is answered about it, and what its readers and organisers are told."""
