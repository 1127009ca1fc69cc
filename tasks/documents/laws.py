"""Laws that decisions of a People's Committee name among their bases."""

from __future__ import annotations

from datetime import date

LOCAL_GOVERNMENT_2025 = date(2025, 6, 16)
REFORM_PROGRAMME = (
    "Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình "
    "tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030"
)


def in_force(day: date) -> tuple[str, ...]:
    """The laws on local government and the reform programme in force on ``day``."""
    return (*_local_government(day), REFORM_PROGRAMME)


def _local_government(day: date) -> tuple[str, ...]:
    if day >= LOCAL_GOVERNMENT_2025:
        return ("Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",)
    return (
        "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
        "Luật Sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức "
        "chính quyền địa phương ngày 22 tháng 11 năm 2019",
    )
