"""An invented workspace of any size, for runs with thousands of members."""

from bot.playground.common.given import Json

TEAM_ID = "T0CROWD"
CHANNEL_ID = "C0CROWD"
FIRST = ("Ade", "Bronwen", "Callum", "Dilys", "Ewan", "Farah", "Gwil", "Hana", "Idris", "Jaspreet")
LAST = ("Pike", "Marsh", "Quill", "Heron", "Sedge", "Thorne", "Wren", "Alder", "Brook", "Cove")
ORGANISATIONS = 60


def invent_crowd(members: int) -> Json:
    """A network of one workspace whose people are U00001, U00002, … in one channel."""
    return {
        "workspaces": [{"id": TEAM_ID, "name": "A large crowd"}],
        "people": [_invent_person(n) for n in range(1, members + 1)],
        "channels": [{"id": CHANNEL_ID, "workspace": TEAM_ID, "name": "unmentoring"}],
    }


def _invent_person(n: int) -> Json:
    first, last = FIRST[n % len(FIRST)], LAST[n // len(FIRST) % len(LAST)]
    return {
        "id": f"U{n:05d}",
        "workspace": TEAM_ID,
        "name": f"{first} {last} {n}",
        "email": f"person{n}@organisation{n % ORGANISATIONS}.example",
        "menu": "newcomer" if n == 1 else None,
    }
