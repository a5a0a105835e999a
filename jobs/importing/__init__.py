"""Reading an old spreadsheet: bytes to rows, rows to people and who met whom. Pure.

Nothing in a cell is ever evaluated. What is not understood is kept as findings, row by row, to be
told; the voice has their words.
"""
