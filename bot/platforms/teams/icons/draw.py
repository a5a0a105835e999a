"""Draw the cup of `bot/playground/page/cup.svg` as Teams wants icons, and write the two files.

Sizes: learn.microsoft.com, "Package your Teams app". The colour icon fills its square, with the
cup within the middle 120 pixels, since Teams rounds the corners itself.
"""

from pathlib import Path

from PIL import Image, ImageDraw

from bot.platforms.teams.icons import COLOUR, OUTLINE

_GREEN, _WHITE, _STEAM = (15, 106, 99, 255), (255, 255, 255, 255), (243, 201, 139, 255)
_FINER = 8
_DRAWN_AT = 32
Point = tuple[float, float]
Colour = tuple[int, int, int, int]
_STEAMS: tuple[tuple[Point, Point, Point, Point], ...] = (
    ((11.8, 11.5), (10.5, 10.0), (13.0, 9.0), (11.8, 7.2)),
    ((17.0, 11.5), (15.7, 10.0), (18.2, 9.0), (17.0, 7.2)),
)


def draw(side: int, part: float, ground: Colour, steam: Colour) -> Image.Image:
    """Return an icon so many pixels wide, the cup's drawing taking that part of it."""
    whole = side * _FINER
    image = Image.new("RGBA", (whole, whole), ground)
    pen = ImageDraw.Draw(image)
    scale = whole * part / _DRAWN_AT
    # The cup with its handle and steam stands from 8 to 25 across, and from 7 to 25 down.
    shift = (whole / 2 - 16.5 * scale, whole / 2 - 16.1 * scale)

    def at(x: float, y: float) -> Point:
        return x * scale + shift[0], y * scale + shift[1]

    pen.rounded_rectangle(
        (*at(8, 14.5), *at(21, 25)), 5.3 * scale, _WHITE, corners=(False, False, True, True)
    )
    pen.arc((*at(18.6, 15), *at(26, 22.4)), -90, 90, _WHITE, round(2 * scale))
    pen.rectangle((*at(20.6, 15), *at(22.3, 17)), _WHITE)
    pen.rectangle((*at(20.6, 20.4), *at(22.3, 22.4)), _WHITE)
    for curve in _STEAMS:
        for x, y in (_on(curve, n / 60) for n in range(61)):
            half = 0.9
            pen.ellipse((*at(x - half, y - half), *at(x + half, y + half)), steam)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def _on(curve: tuple[Point, Point, Point, Point], t: float) -> Point:
    """A point of a cubic Bézier curve."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        sum(w * p[0] for w, p in zip(weights, curve, strict=True)),
        sum(w * p[1] for w, p in zip(weights, curve, strict=True)),
    )


def main() -> None:
    """Write both icons beside this file."""
    folder = Path(__file__).parent
    draw(192, 0.98, _GREEN, _STEAM).save(folder / COLOUR, optimize=True)
    outline = draw(32, 1.5, (255, 255, 255, 0), _WHITE)
    outline.save(folder / OUTLINE, optimize=True)


if __name__ == "__main__":
    main()
