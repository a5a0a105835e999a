"""A round of a scheme, from its opening to its close: `rounds` has the steps, one function each.

`dates` says when they are; `planning` makes the plan and `changes` what organisers do to it.
"""
