"""A row in every table of addresses, codes, merges and organisations, each of one person's.

An account's address and its files are its owner's in every network, so they bear no mark of one.
"""

from datetime import datetime, timedelta

from storage import tables
from storage.sealing import Cipher
from storage.types import AccountId, MemberId, NetworkId


def across_rows(
    network_id: NetworkId,
    member_id: MemberId,
    other_id: MemberId,
    account_id: AccountId,
    other_account: AccountId,
    word: str,
    cipher: Cipher,
    now: datetime,
) -> list[tables.Base]:
    """Return the rows, parents first."""
    organisation = {"network_id": network_id, "organisation_id": f"org_{word}"}
    return [
        tables.OrganisationRow(
            id=f"org_{word}",
            network_id=network_id,
            name=f"{word}Wingland Council",
            folded=f"{word}wingland council",
            sector="local",
            region="",
            curated=True,
        ),
        tables.OrganisationDomainRow(
            domain=f"{word.casefold()}wingland.example",
            confirmed_at=now,
            confirmed_by=account_id,
            **organisation,
        ),
        tables.OrganisationChangeRow(
            id=f"oc_{word}",
            kind="renamed",
            before=f"{word}Wing Council",
            changed_on=now.date(),
            noted_at=now,
            noted_by=account_id,
            **organisation,
        ),
        tables.OrganisationAliasRow(
            folded=f"{word}wcc".casefold(), name=f"{word}WCC", **organisation
        ),
        tables.OrganisationChangeRow(
            id=f"os_{word}",
            kind="split",
            before=f"{word}Wingland Council",
            into_id=f"org_{word}",
            changed_on=now.date(),
            noted_at=now,
            noted_by=account_id,
            **organisation,
        ),
        tables.AccountAddressRow(
            account_id=account_id,
            address_key=cipher.hashes("address\ncanary@feather.example")[0],
            address_sealed=cipher.seal("canary@feather.example"),
            how="mail",
            added_at=now,
            verified_at=now,
        ),
        tables.UploadRow(
            id=f"up_{word}",
            account_id=account_id,
            name="Canary Finch.txt",
            content_sealed=cipher.seal(f"{word}How to sing in a mine"),
            given_at=now,
        ),
        tables.LinkCodeRow(
            id=f"lc_{word}",
            network_id=network_id,
            account_id=account_id,
            code_hash=f"{word}hash",
            created_at=now,
            expires_at=now + timedelta(hours=1),
            used_by=account_id,
        ),
        tables.NotSamePersonRow(
            network_id=network_id, account_id=account_id, other_id=other_account, said_at=now
        ),
        tables.MemberMergeRow(
            id=f"mm_{word}",
            network_id=network_id,
            kept_id=member_id,
            gone_id=other_id,
            merged_at=now,
            merged_by=account_id,
            moved={"note": [f"{word}Canary"]},
        ),
        tables.JoinPageRow(
            network_id=network_id,
            code=f"{word}code",
            welcome="",
            opened_at=now,
            opened_by=account_id,
        ),
    ]
