"""Opaque references that carry several ids: "r=r_abc&v=3"."""

from urllib.parse import parse_qsl, urlencode


def pack_ref(**values: object) -> str:
    """Return a reference with these values."""
    return urlencode({key: str(value) for key, value in values.items()})


def read_ref(ref: str) -> dict[str, str]:
    """Return the values of a reference; empty for one of another shape."""
    return dict(parse_qsl(ref))
