"""A row in every table of events and notes, each with a word of one person's."""

import json
from datetime import datetime, timedelta

from storage import tables
from storage.sealing import Cipher
from storage.types import AccountId, MemberId, NetworkId, PlaceId


def camp_rows(
    network_id: NetworkId,
    place_id: PlaceId,
    member_id: MemberId,
    account_id: AccountId,
    word: str,
    cipher: Cipher,
    now: datetime,
) -> list[tables.Base]:
    """Return the rows, parents first."""
    session_id, event_id, call_id = f"s_{word}", f"e_{word}", f"l_{word}"
    mine, here = {"member_id": member_id}, {"session_id": session_id}
    name = f"{word}Canary Finch"
    made = {"made_by": account_id, "made_at": now}
    note = {"summary": f"{word}Sums", "text": f"{word}Notes", **mine}
    point = {"position": 1, "seq": 1, "edition": 1, "writer": "w", "state": "said"}
    point |= {"text": f"{word}a point"}
    asked = {
        "words_sealed": cipher.seal(f"{word}my name"),
        "taken_sealed": cipher.seal(f"{word}my name"),
        "taken_version": 1,
        "asked_at": now,
        "settled_by": account_id,
    }
    return [
        tables.QuietPeriodRow(
            network_id=network_id, first_day=now.date(), last_day=now.date(), why=word
        ),
        tables.EventRow(
            id=event_id,
            network_id=network_id,
            name=f"{word}TeaCamp",
            folded=f"{word}teacamp",
            day=now.date(),
            zone="Europe/London",
            open_to="members",
            **made,
        ),
        tables.SessionRow(
            id=session_id,
            network_id=network_id,
            event_id=event_id,
            code=f"code{word}".casefold(),
            number="1",
            title=f"{word}Data sharing",
            room="M69",
            themes=[f"{word}data"],
            consent="ordinary",
            state="planned",
            notes_url="",
            **made,
        ),
        tables.EventGridRow(event_id=event_id, free={"cells": []}, trouble={"kind": word}),
        tables.SessionGridRow(**here, said={"title": f"{word}Data sharing"}, seen_at=now),
        tables.SessionPersonRow(**here, **mine, role="leader", position=0, name=name),
        tables.SessionPersonRow(
            **here, role="note-taker", position=0, name="Cattrell", maybe_id=member_id
        ),
        tables.SessionInterestRow(**here, **mine, kind="interested", at=now),
        tables.SessionInterestRow(**here, **mine, kind="meet", at=now),
        tables.CarryingRow(
            **here, **mine, state="carried", name=name, since=now, nudges=0, stopped=False
        ),
        tables.NoteReminderRow(**mine, until=now.date()),
        tables.SessionOutcomeRow(id=f"o_{word}", **here, **mine, text=f"{word}a pilot", at=now),
        tables.SessionActionRow(
            id=f"x_{word}", **here, text="Call", owner=name, owner_id=member_id, made_at=now
        ),
        tables.SessionLinkRow(
            **here, **mine, url="https://blog.example/1", title=word, kind="link", at=now
        ),
        tables.NoteRow(
            **here,
            **note,
            network_id=network_id,
            state="posted",
            version=1,
            made_at=now,
            changed_at=now,
        ),
        tables.NoteVersionRow(**here, **note, number=1, title=word, route="form", at=now),
        tables.PointRow(
            **here, **mine, **point, id=f"pt_{word}", name=name, made_at=now, changed_at=now
        ),
        tables.PointVersionRow(**here, point_id=f"pt_{word}", seq=1, text=f"{word}a p", at=now),
        tables.NoteDraftRow(
            id=f"d_{word}",
            network_id=network_id,
            account_id=account_id,
            route="form",
            title=f"{word}draft",
            body_sealed=cipher.seal(json.dumps({"notes": f"{word}How to sing in a mine"})),
            made_at=now,
            expires_at=now + timedelta(days=30),
        ),
        tables.NoteSearchRow(
            **here,
            network_id=network_id,
            title=f"{word}data sharing",
            names=f"{word}canary finch",
            themes=f"|{word}data|",
            summary=f"{word}sums",
            text=f"{word}notes",
        ),
        tables.NotePostRow(
            **here, place_id=place_id, version=1, parts=1, posted_at=now, posted_by=member_id
        ),
        tables.ThemeFollowRow(
            network_id=network_id,
            place_id=place_id,
            folded=f"{word}data",
            theme=f"{word}data",
            asked_by=account_id,
            at=now,
        ),
        tables.TakeawayRow(
            id=f"t_{word}",
            **mine,
            **here,
            event_id=event_id,
            network_id=network_id,
            text=f"{word}Sing more",
            at=now,
        ),
        tables.TakeawayRow(
            id=f"u_{word}", **mine, network_id=network_id, text=f"{word}Hum more", at=now
        ),
        tables.NoteCallRow(
            id=call_id, **mine, network_id=network_id, title=f"{word}Tips", opened_at=now
        ),
        tables.CallEntryRow(
            id=f"n_{word}", **mine, call_id=call_id, text=f"{word}Hum", named=True, at=now
        ),
        tables.RemovalRow(id=f"v_{word}", **here, network_id=network_id, **asked),
    ]
