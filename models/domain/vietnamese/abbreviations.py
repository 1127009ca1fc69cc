"""Names of offices and titles in fewer signs, as officials themselves abbreviate them."""

from __future__ import annotations

import re

from models.domain.values import nfc

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
