"""What storage raises; the database's own errors never cross this line.

StorageError
├── NotFoundError          nothing has this id (here, in this network)
├── AlreadyThereError      a unique thing exists already
├── LastOrganiserError     a network never has fewer than one organiser
├── StaleError             somebody else changed it first
└── UnavailableError       the database is locked, full, down or newer than this program
"""


class StorageError(Exception):
    """Base of all errors of this room."""


class NotFoundError(StorageError):
    """Nothing has this id, or it belongs to another network."""


class AlreadyThereError(StorageError):
    """A thing that must be unique exists already."""


class LastOrganiserError(StorageError):
    """Removing this organiser would leave the network with none."""


class StaleError(StorageError):
    """The record was changed by somebody else after it was read."""


class UnavailableError(StorageError):
    """The database cannot serve this now; nothing was changed."""
