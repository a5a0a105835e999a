"""Events and their grids: sessions pitched, placed, moved and announced; one list at the end.

What the rows of a sheet mean is read in `jobs.grids`, which is pure.
"""
