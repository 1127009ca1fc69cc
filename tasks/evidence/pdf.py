"""A look into a PDF, with PDFium: it mends what it can and shows pages as people would see them.

PDFium is of C and can neither be interrupted nor used by two threads at once; hostile documents
belong into a process with limits.
"""

from __future__ import annotations

import re
from threading import Lock
from time import monotonic
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from models.domain.evidence.file import EvidenceFacts, EvidenceKind
from tasks.evidence.ink import LONGEST, is_blank_picture

MOST_PAGES = 10
"""Pages looked at until one shows something."""
MOST_SECONDS = 2.0
_RUNS = re.compile(rb"/(?:JavaScript|Launch)\b")
_TAKES_TURNS = Lock()


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
    until = monotonic() + MOST_SECONDS
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
    return page.render(scale=LONGEST / longer, grayscale=True).to_pil()
