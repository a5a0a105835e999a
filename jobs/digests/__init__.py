"""Digests: which posts a channel or a member reads, when, and what became of each sending.

topics, versions, judging, screen and composing are pure: posts in, an edition out. gathering reads
what they need, periods says when (pure), editions sends and settles, reading shows one again.
"""
