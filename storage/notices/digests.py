"""What channels and members read of blogs."""

from dataclasses import dataclass

from storage.digest_records import DigestId, EditionId


@dataclass(frozen=True, slots=True)
class DigestEdition:
    """An edition of a channel's or a member's digest, for whoever reads it."""

    edition_id: EditionId


@dataclass(frozen=True, slots=True)
class DigestChannelClosed:
    """A digest's channel takes no messages any more; for the network's organisers."""

    digest_id: DigestId


DigestNotice = DigestEdition | DigestChannelClosed
