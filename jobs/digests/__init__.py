"""Digests: which posts a channel or a member reads, when, and what became of each sending.

topics, versions, judging and composing are pure: posts in, an edition out. gathering reads
what they need, periods says when (pure), editions sends, settling knows what became of them, and
reading shows one again.
"""
