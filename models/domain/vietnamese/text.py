"""Vietnamese text as people and programs type it, brought to one form for comparing.

Where little room is, it is abbreviated as offices do; addresses are masked where strangers read.
The workbooks of a campaign repeat the same texts thousands of times, so both forms are remembered.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from models.domain.values import nfc

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")


@lru_cache(maxsize=8192)
def tidy(text: str) -> str:
    """Text in NFC with single spaces (no-break spaces count) and no invisible characters."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def readable_text(text: str) -> str:
    """Text for one line, in NFC, with a mark for each sign that cannot be printed.

    Marks that turn the direction of writing are such signs: they make ``exe.fdp`` of a name.
    """
    name = unicodedata.normalize("NFC", text)
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The form in which two texts are the same for an official: ``tidy``, case ignored."""
    return tidy(text).casefold()


_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)[1-9]\d{8}(?!\d)")
SHORTEST_SECRET = 4
"""Shorter pieces are no secrets, and would blot out ordinary words."""


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """``text`` with telephone numbers as 84*****678, and ``secrets`` as three asterisks."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, "***")
    return _PHONE.sub(lambda found: masked_address(found[0]), text)


def masked_address(address: str) -> str:
    """An address by its ends: ``84*****678``."""
    return f"{address[:2]}*****{address[-3:]}" if len(address) > 7 else "*****"


USUAL = {
    "Ủy ban nhân dân": "UBND",
    "Hội đồng nhân dân": "HĐND",
    "Mặt trận Tổ quốc": "MTTQ",
    "cải cách hành chính": "CCHC",
    "Văn phòng - Thống kê": "VP-TK",
    "Tài chính - Kế hoạch": "TC-KH",
    "Văn hóa - Thông tin": "VH-TT",
    "Kinh tế - Hạ tầng": "KT-HT",
    "Văn hóa, Thể thao và Du lịch": "VHTTDL",
    "Lao động - Thương binh và Xã hội": "LĐTBXH",
    "Nông nghiệp và Phát triển nông thôn": "NN&PTNT",
    "Nông nghiệp và Môi trường": "NN&MT",
    "Tài nguyên và Môi trường": "TN&MT",
    "Thông tin và Truyền thông": "TT&TT",
    "Giáo dục và Đào tạo": "GD&ĐT",
    "Khoa học và Công nghệ": "KH&CN",
    "HĐND và UBND": "HĐND-UBND",
    "phụ trách CCHC": "CCHC",
    "Phó Chủ tịch": "PCT",
    "Chủ tịch": "CT",
    "Giám đốc": "GĐ",
    "Chuyên viên": "CV",
    "Công chức": "CC",
    "Văn phòng": "VP",
    "HĐND-UBND": "UBND",
    "phường": "P.",
    "thị trấn": "TT.",
}
"""What is written for what, the plainest first: bodies, offices, titles, kinds of unit."""


def abbreviated(name: str, most: int) -> str:
    """``name`` in NFC on one line, with as few abbreviations as bring it to ``most`` code points.

    With all of them it may still be longer.
    """
    short = nfc(" ".join(name.split()))
    for whole, usual in USUAL.items():
        if len(short) <= most:
            break
        written = re.escape(whole).replace(re.escape("-"), "[-–]")
        short = re.sub(rf"(?<!\w){written}(?!\w)", usual, short, flags=re.IGNORECASE)
    return short
