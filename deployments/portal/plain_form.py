"""A multipart form whose files are written to disk as they come in, within limits (RFC 7578)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from deployments.portal import messages
from deployments.portal.uploads import MOST_FILES, UPLOAD_BYTES, Part, private, shown_name
from tasks.files.limits import MAX_BYTES

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FIELD_BYTES = 4096


class PlainForm:
    """Takes the pieces of a form's body; ``check`` is asked with the field that guards the form.

    That field must come before all files. Each method raises PortalRefused when a limit is passed
    or the body is no form; what was written lies in ``folder`` then.
    """

    def __init__(
        self, content_type: str, folder: Path, guard: str, check: Callable[[str], None]
    ) -> None:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise messages.broken_off()
        self.parts: list[Part] = []
        self._folder, self._guard, self._check = folder, guard, check
        self._checked = self._ended = False
        self._total = 0
        self._header, self._value = b"", b""
        self._headers: dict[bytes, bytes] = {}
        self._field, self._text = "", b""
        self._name = ""
        self._file: IO[bytes] | None = None
        self._size = 0
        self._parser = MultipartParser(options[b"boundary"], self._callbacks())

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the body."""
        try:
            self._parser.write(piece)
        except FormParserError:
            raise messages.broken_off() from None

    def finish(self) -> list[Part]:
        """The files, in the order of the form; PortalRefused when the body broke off."""
        if not self._ended or not self._checked:
            raise messages.broken_off()
        if not self.parts:
            raise messages.no_file()
        return self.parts

    def close(self) -> None:
        """Close the file that was being written, if any."""
        if self._file is not None:
            self._file.close()

    def _callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._part_end,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        self._headers, self._field, self._text, self._name = {}, "", b"", ""
        self._size = 0

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header, self._value = b"", b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition"))
        self._field = options.get(b"name", b"").decode("utf-8", errors="replace")
        if b"filename" not in options:
            return
        if not self._checked:
            raise messages.stale_form()
        if options[b"filename"]:
            self._name = shown_name(options[b"filename"].decode("utf-8", errors="replace"))
            if len(self.parts) >= MOST_FILES:
                raise messages.too_many(MOST_FILES)
            self._file = private(self._folder / f"{len(self.parts):02d}.part", "wb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._size += end - start
            self._total += end - start
            if self._size > MAX_BYTES:
                raise messages.file_too_large(self._name, MAX_BYTES)
            if self._total > UPLOAD_BYTES:
                raise messages.too_much(UPLOAD_BYTES)
            self._file.write(memoryview(data)[start:end])
        elif self._field and len(self._text) < FIELD_BYTES:
            self._text += data[start:end]

    def _part_end(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
            if self._size == 0:
                raise messages.empty_file(self._name)
            path = self._folder / f"{len(self.parts):02d}.part"
            self.parts.append(Part(self._name, self._size, path))
        elif self._field == self._guard:
            self._check(self._text.decode("utf-8", errors="replace"))
            self._checked = True

    def _end(self) -> None:
        self._ended = True
