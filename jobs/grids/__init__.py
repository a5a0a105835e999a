"""The grid of a camp: rows of a sheet become sessions in their rooms and slots. Pure and total.

records.py   what is understood, and what was not
times.py     which slot a cell means
headings.py  which column holds what
reading.py   rows → sessions, free rooms, and what needs a look
matching.py  which session of a grid is which that we know already
"""

from jobs.grids.matching import Known, Match, match_sessions
from jobs.grids.reading import read_grid
from jobs.grids.records import Grid, GridDay, GridFinding, GridProblem, GridSession, NotAGridError

__all__ = [
    "Grid",
    "GridDay",
    "GridFinding",
    "GridProblem",
    "GridSession",
    "Known",
    "Match",
    "NotAGridError",
    "match_sessions",
    "read_grid",
]
