"""A look into a picture."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image

from models.domain.evidence.file import EvidenceFacts, EvidenceKind
from tasks.evidence.ink import LONGEST, is_blank_picture

MOST_PIXELS = {EvidenceKind.PNG: 40_000_000, EvidenceKind.JPG: 170_000_000}
"""A4 at 600 dpi has 35 million; a JPEG is made small while it is read and takes no room."""


def look_into_picture(content: bytes, kind: EvidenceKind) -> EvidenceFacts:
    """The facts about a PNG or JPEG; one that is cut off or far too large is unreadable."""
    with warnings.catch_warnings():
        # Our own limit of pixels is looked at before a pixel is read.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            size = {"width": picture.width, "height": picture.height}
            if picture.width * picture.height > MOST_PIXELS[kind]:
                return EvidenceFacts(kind=kind, readable=False, **size)
            picture.draft("L", (LONGEST, LONGEST))
            return EvidenceFacts(kind=kind, blank=is_blank_picture(_on_paper(picture)), **size)


def _on_paper(picture: Image.Image) -> Image.Image:
    """The picture on white: what is transparent shows the paper."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture
    coloured = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    coloured.thumbnail((2 * LONGEST, 2 * LONGEST))
    return Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
