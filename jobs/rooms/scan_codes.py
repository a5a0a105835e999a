"""A session's short link as a code to scan (QR code, ISO 18004)."""

import io

import segno

_BORDER = 4
"""Modules of quiet space, as the standard asks for."""


def draw_svg(address: str) -> bytes:
    """Return the code as an SVG picture, black on white."""
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(
        drawn, kind="svg", border=_BORDER, scale=8, light="#fff", xmldecl=True
    )
    return drawn.getvalue()


def draw_png(address: str) -> bytes:
    """Return the code as a PNG picture, black on white, some 300 pixels wide."""
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="png", border=_BORDER, scale=10)
    return drawn.getvalue()
