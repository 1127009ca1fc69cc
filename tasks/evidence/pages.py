"""A look into what is made of pages, PDF and pictures, and whether there is anything to see."""

import re
import warnings
from io import BytesIO
from threading import Lock
from time import monotonic
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops, ImageFilter

from models.domain.evidence.file import EvidenceFacts, EvidenceKind

LONGEST_SIDE = 400
"""Pixels on the longer side to which a page is reduced: lines of text still stand out there."""
_MARGIN = 0.06
"""Share of each side that is not looked at: shadows of the scanner, holes, staples."""
_AROUND = 12
"""Pixels around each that tell how bright the paper is there: light falls unevenly on it."""
_CONTRAST = 24
"""Steps of 255 by which ink differs from the paper around it; what shines through does not."""
_FEWEST = 0.0004
"""Share of the page that ink covers at least: one short line; specks of dust cover less."""


MOST_PIXELS = {EvidenceKind.PNG: 40_000_000, EvidenceKind.JPG: 170_000_000}
"""A4 at 600 dpi has 35 million; a JPEG is made small while it is read and takes no room."""
MOST_PAGES = 10
"""Pages looked at until one shows something."""
MOST_SECONDS_OF_PDF = 2.0
_RUNS = re.compile(rb"/(?:JavaScript|Launch)\b")
_TAKES_TURNS = Lock()


def is_blank_picture(page: Image.Image) -> bool:
    """Whether a page is of one colour, white or black, but for shades and specks."""
    gray = page.convert("L")
    gray.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    inner = gray.crop(_inside(gray.width, gray.height))
    paper = inner.filter(ImageFilter.BoxBlur(_AROUND))
    seen = ImageChops.difference(inner, paper).histogram()
    return sum(seen[_CONTRAST:]) < max(1.0, _FEWEST * sum(seen))


def _inside(width: int, height: int) -> tuple[int, int, int, int]:
    across, down = int(width * _MARGIN), int(height * _MARGIN)
    return across, down, width - across, height - down


def look_into_picture(content: bytes, kind: EvidenceKind) -> EvidenceFacts:
    """The facts about a PNG or JPEG; one that is cut off or far too large is unreadable."""
    with warnings.catch_warnings():
        # Our own limit of pixels is looked at before a pixel is read.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            size = {"width": picture.width, "height": picture.height}
            if picture.width * picture.height > MOST_PIXELS[kind]:
                return EvidenceFacts(kind=kind, readable=False, **size)
            picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
            return EvidenceFacts(kind=kind, blank=is_blank_picture(_on_paper(picture)), **size)


def _on_paper(picture: Image.Image) -> Image.Image:
    """The picture on white: what is transparent shows the paper."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture
    coloured = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    coloured.thumbnail((2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
    return Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)


def look_into_pdf(content: bytes) -> EvidenceFacts:
    """The facts about a PDF; one that does not open is unreadable or locked."""
    runs = bool(_RUNS.search(content))
    with _TAKES_TURNS:
        try:
            with pdfium.PdfDocument(content) as document:
                return _facts(document, runs)
        except pdfium.PdfiumError as error:
            locked = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD
            return EvidenceFacts(
                kind=EvidenceKind.PDF, readable=False, encrypted=locked, macro=runs
            )


def _facts(document: Any, runs: bool) -> EvidenceFacts:  # noqa: ANN401 - the library is untyped
    pages = len(document)
    text, blank = _seen(document, pages)
    return EvidenceFacts(
        kind=EvidenceKind.PDF,
        readable=pages > 0,
        pages=pages,
        text_length=text,
        blank=blank,
        macro=runs or pdfium_c.FPDFDoc_GetJavaScriptActionCount(document) > 0,
        signatures=max(0, pdfium_c.FPDF_GetSignatureCount(document)),
    )


def _seen(document: Any, pages: int) -> tuple[int, bool]:  # noqa: ANN401
    """Letters on the first page that shows something, and whether no page does.

    A document whose first pages take too long to look at is not called blank.
    """
    until = monotonic() + MOST_SECONDS_OF_PDF
    for number in range(min(pages, MOST_PAGES)):
        page = document[number]
        if letters := _letters(page):
            return letters, False
        if not is_blank_picture(_picture(page)) or monotonic() > until:
            return 0, False
    return 0, 0 < pages <= MOST_PAGES


def _letters(page: Any) -> int:  # noqa: ANN401
    return len("".join(page.get_textpage().get_text_range().split()))


def _picture(page: Any) -> Any:  # noqa: ANN401
    """The page as a small gray picture, forms filled in as they are."""
    longer = max(1.0, *page.get_size())
    return page.render(scale=LONGEST_SIDE / longer, grayscale=True).to_pil()
