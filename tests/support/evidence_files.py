"""Files as units send them, good and hostile, made on the spot."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import pypdf
from openpyxl import Workbook
from PIL import Image, ImageDraw

LINE = "UY BAN NHAN DAN XA - Ke hoach cai cach hanh chinh nam 2021"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def page(colour: str | int = "white", lines: int = 0, mode: str = "RGB") -> Image.Image:
    """A page of A4 at 100 dpi, with lines of text on it."""
    image = Image.new(mode, (827, 1169), colour)
    draw = ImageDraw.Draw(image)
    for number in range(lines):
        draw.text((120, 120 + 30 * number), LINE, fill="black", font_size=18)
    return image


def picture(image: Image.Image, form: str = "PNG") -> bytes:
    """The bytes of a picture."""
    buffer = BytesIO()
    image.save(buffer, form)
    return buffer.getvalue()


def scan(*images: Image.Image) -> bytes:
    """A PDF of scanned pages."""
    buffer = BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], resolution=100)
    return buffer.getvalue()


def text_pdf(*pages: str, catalog: str = "") -> bytes:
    """A PDF with a line of text on each page; ``catalog`` adds entries to its catalog."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    parts = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        drawn = f"BT /F1 14 Tf 72 700 Td ({text}) Tj ET" if text else ""
        parts.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            f"<< /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        parts.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    return raw_pdf(parts)


def raw_pdf(parts: list[str]) -> bytes:
    """A PDF of these objects, the first of which is the catalog."""
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(parts) + 1
    body += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    body += f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{body.rindex('xref')}\n%%EOF"
    return body.encode("latin-1")


def locked_pdf() -> bytes:
    """A PDF that needs a password."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(text_pdf(LINE)))
    writer.encrypt("mat-khau", algorithm="RC4-128")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def word(text: str = LINE) -> bytes:
    """A docx."""
    document = docx.Document()
    if text:
        document.add_paragraph(text)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def excel(text: str | None = LINE) -> bytes:
    """An xlsx."""
    book = Workbook()
    book.active["A1"] = text
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def open_document(sort: str = "text", text: str = LINE, manifest: str = "") -> bytes:
    """An odt or (``spreadsheet``) ods."""
    return zipped(
        ("mimetype", f"application/vnd.oasis.opendocument.{sort}".encode()),
        ("content.xml", f"<office:body><text:p>{text}</text:p></office:body>".encode()),
        ("META-INF/manifest.xml", manifest.encode()),
    )


def zipped(*entries: tuple[str | ZipInfo, bytes], packed: bool = True) -> bytes:
    """A zip of these entries; the first is not compressed, as OpenDocument wants it."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for number, (name, content) in enumerate(entries):
            compression = ZIP_DEFLATED if packed and number else 0
            archive.writestr(name, content, compression)
    return buffer.getvalue()


def with_parts(content: bytes, *entries: tuple[str, bytes]) -> bytes:
    """A zip with more parts in it."""
    buffer = BytesIO(content)
    with ZipFile(buffer, "a", ZIP_DEFLATED) as archive:
        for name, part in entries:
            archive.writestr(name, part)
    return buffer.getvalue()
