"""Whether there is anything to see on a page."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

LONGEST = 400
"""Pixels on the longer side to which a page is reduced: lines of text still stand out there."""
_MARGIN = 0.06
"""Share of each side that is not looked at: shadows of the scanner, holes, staples."""
_AROUND = 12
"""Pixels around each that tell how bright the paper is there: light falls unevenly on it."""
_CONTRAST = 24
"""Steps of 255 by which ink differs from the paper around it; what shines through does not."""
_FEWEST = 0.0004
"""Share of the page that ink covers at least: one short line; specks of dust cover less."""


def is_blank_picture(page: Image.Image) -> bool:
    """Whether a page is of one colour, white or black, but for shades and specks."""
    gray = page.convert("L")
    gray.thumbnail((LONGEST, LONGEST))
    inner = gray.crop(_inside(gray.width, gray.height))
    paper = inner.filter(ImageFilter.BoxBlur(_AROUND))
    seen = ImageChops.difference(inner, paper).histogram()
    return sum(seen[_CONTRAST:]) < max(1.0, _FEWEST * sum(seen))


def _inside(width: int, height: int) -> tuple[int, int, int, int]:
    across, down = int(width * _MARGIN), int(height * _MARGIN)
    return across, down, width - across, height - down
