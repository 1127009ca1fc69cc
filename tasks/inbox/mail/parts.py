"""The files and texts of a mail, and what is said about those that are not taken."""

import mimetypes
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from unicodedata import category, normalize

from tasks.inbox.mail import headers
from tasks.inbox.mail.limits import MAX_FILE, MAX_FILES, MAX_NESTING, MEGABYTE

MAX_FILE_NAME = 150
UNNAMED_FILE = "tep-dinh-kem"
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")
MAX_PART_TEXT = 256 * 1024
SMALL_PICTURE = 100 * 1024
"""A picture within the text is a logo or a smiley below this size, and a photo of a page above."""
_SEALS = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_REPORTS = frozenset({"message/delivery-status", "text/rfc822-headers"})
_TEXTS = ("text/plain", "text/html")
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})

IN_A_MAIL = (
    "“{name}” là một thư đính kèm trong thư nên chưa được mở. Đề nghị lưu tệp trong thư đó ra máy, "
    "rồi đính kèm riêng tệp ấy và gửi lại."
)
TNEF = (
    "“{name}” là dạng riêng của Outlook (winmail.dat) nên không mở được. Đề nghị soạn thư ở dạng "
    "HTML hoặc văn bản thuần (Format Text → HTML), đính kèm lại tệp và gửi lại."
)
FILE_TOO_LARGE = (
    f"Tệp “{{name}}” lớn hơn {MAX_FILE // MEGABYTE} MB nên chưa được nhận. Đề nghị giảm dung lượng "
    "(bỏ ảnh, quét ở độ phân giải thấp hơn) rồi gửi lại."
)
TOO_MANY = (
    f"Thư có nhiều hơn {MAX_FILES} tệp; hệ thống chỉ nhận {MAX_FILES} tệp đầu. Đề nghị gửi các tệp "
    "sau bằng thư khác: {names}."
)
TOO_DEEP = (
    f"Có phần của thư nằm sâu quá {MAX_NESTING} lớp nên chưa được mở. Đề nghị tạo thư mới, đính "
    "kèm tệp rồi gửi lại."
)


@dataclass(frozen=True)
class ReceivedFile:
    """An attached file under a name for people."""

    name: str
    content: bytes


@dataclass
class MailContents:
    """What a mail holds; ``notices`` are sentences on what was left out, for its sender.

    ``left`` are files kept in quarantine: stored, but not handed on to be judged.
    """

    files: list[ReceivedFile] = field(default_factory=list)
    left: list[ReceivedFile] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)


def contents_of(mail: Message) -> MailContents:
    """Take a mail apart within the limits; what exceeds them is named in the notices."""
    found = MailContents()
    leaves = list(_leaves(mail, 1, found))
    for leaf in leaves:
        _sort(leaf, found)
    if found.surplus:
        found.notices.append(TOO_MANY.format(names=_few(found.surplus)))
    found.notices[:] = dict.fromkeys(found.notices)
    return found


def _leaves(part: Message, depth: int, found: MailContents) -> Iterator[Message]:
    """The parts that hold content; a mail within the mail is one of them."""
    if not part.is_multipart() or part.get_content_maintype() == "message":
        yield part
    elif depth > MAX_NESTING:
        found.notices.append(TOO_DEEP)
    else:
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield from _leaves(inner, depth + 1, found)


def _sort(part: Message, found: MailContents) -> None:
    kind = part.get_content_type()
    if kind in _SEALS or kind in _REPORTS:
        return
    if _is_text(part, kind):
        (found.plain if kind == "text/plain" else found.html).append(_text(part))
    elif not _is_decoration(part, kind):
        _keep(part, kind, found)


def _keep(part: Message, kind: str, found: MailContents) -> None:
    name = readable_name(_name(part), kind)
    if len(found.files) + len(found.left) >= MAX_FILES:
        found.surplus.append(name)
        return
    content = _mail_bytes(part) if kind.startswith("message/") else _content(part)
    if content is None or len(content) > MAX_FILE:
        found.notices.append(FILE_TOO_LARGE.format(name=name))
    elif kind.startswith("message/"):
        _leave(found, ReceivedFile(name, content), IN_A_MAIL)
    elif kind in _TNEF or name.lower() == "winmail.dat":
        _leave(found, ReceivedFile(name, content), TNEF)
    else:
        found.files.append(ReceivedFile(name, content))


def _leave(found: MailContents, file: ReceivedFile, why: str) -> None:
    found.left.append(file)
    found.notices.append(why.format(name=file.name))


def _name(part: Message) -> str:
    return headers.parameter(part, "Content-Disposition", "filename") or headers.parameter(
        part, "Content-Type", "name"
    )


def _is_text(part: Message, kind: str) -> bool:
    """Whether it is what the sender wrote, and not a text file that they attached."""
    return kind in _TEXTS and not _name(part) and part.get_content_disposition() != "attachment"


def _is_decoration(part: Message, kind: str) -> bool:
    """Whether it is a small picture that the text shows, as the logo under a signature is.

    Phones put photos into the text too, but those are larger; and what somebody attached is meant.
    """
    shown = headers.raw(part, "Content-ID") and part.get_content_disposition() != "attachment"
    return bool(shown) and kind.startswith("image/") and _size(part) < SMALL_PICTURE


def _size(part: Message) -> int:
    """The size of a part as far as it is known before it is decoded."""
    payload = _payload(part)
    return len(payload) * 3 // 4 if isinstance(payload, str) else 0


def _content(part: Message) -> bytes | None:
    """The decoded bytes; None when they are too many, which is seen before they are decoded."""
    if _size(part) > MAX_FILE:
        return None
    with suppress(*headers.HEADER_ERRORS):
        decoded = part.get_payload(decode=True)
        if isinstance(decoded, bytes):
            return decoded
    return str(_payload(part)).encode("utf-8", "surrogateescape")


def _payload(part: Message) -> object:
    """What a part holds as it stands; a charset that is none must not hide it."""
    with suppress(*headers.HEADER_ERRORS):
        return part.get_payload()
    part.del_param("charset")
    return part.get_payload()


def _mail_bytes(part: Message) -> bytes:
    """A mail within the mail, as near to what it was as it can be written."""
    inner = part.get_payload()
    mail = inner[0] if isinstance(inner, list) and inner else part
    with suppress(*headers.HEADER_ERRORS, RecursionError):
        if isinstance(mail, Message):
            return mail.as_bytes()
    return str(inner).encode("utf-8", "surrogateescape")


def _text(part: Message) -> str:
    content = (_content(part) or b"")[:MAX_PART_TEXT]
    return headers.in_charset(content, headers.parameter(part, "Content-Type", "charset"))


def _few(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:10])
    return shown if len(names) <= 10 else f"{shown} và {len(names) - 10} tệp khác"


def readable_name(name: str, kind: str) -> str:
    """A name as people may read it: NFC, one line, no folders, nothing that turns its letters.

    A file without a name gets one with the extension of ``kind``, the type it came as.
    """
    signs = (" " if category(sign)[0] == "Z" else sign for sign in normalize("NFC", name))
    shown = "".join(sign for sign in signs if category(sign)[0] != "C")
    bare = " ".join(re.split(r"[/\\]", shown)[-1].split()).strip(". ")
    return _shortened(bare) if bare else UNNAMED_FILE + (mimetypes.guess_extension(kind) or "")


def _shortened(name: str) -> str:
    """At most 150 letters, the extension kept."""
    if len(name) <= MAX_FILE_NAME:
        return name
    end = _EXTENSION.search(name)
    extension = end[0] if end else ""
    return name[: MAX_FILE_NAME - len(extension) - 1] + "…" + extension
