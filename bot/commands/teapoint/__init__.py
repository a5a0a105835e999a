"""`/teapoint`: what belongs to no one part: help, your data, which network is meant."""
