"""Sentences that several checks say; every other stands in the file of its check."""

from collections.abc import Sequence
from decimal import Decimal

from models.domain.vietnamese.numbers import format_number

DOUBLED = "mã {code} có ở nhiều dòng. Đề nghị giữ lại một dòng và xóa các dòng thừa."
NOT_A_NUMBER = (
    "nội dung không đọc được thành một con số. Đề nghị chỉ gõ số, ví dụ 1,5 hoặc 1500; "
    "không gõ chữ, ngày tháng, đơn vị tính và dấu phân cách hàng nghìn."
)
MUST_APPLY = "tiêu chí này không được chọn “Không áp dụng”. Đề nghị ghi số; không có thì ghi 0."
OUT_OF_RANGE = "số nằm ngoài khoảng cho phép. Đề nghị ghi số từ 0 đến {top}."
TOO_FINE = "số lẻ quá mức cho phép. Đề nghị ghi tối đa hai chữ số thập phân, ví dụ 1,25."


def out_of_range(top: Decimal) -> str:
    """A number below 0 or above ``top``."""
    return OUT_OF_RANGE.format(top=format_number(top))


def one_of(labels: Sequence[str]) -> str:
    """What a cell takes, as it stands behind "chọn"."""
    return "một trong các mức: " + "; ".join(f"“{label}”" for label in labels)
