"""How late something came, in words."""

from __future__ import annotations

from datetime import timedelta

LATE = "nộp muộn"


def late_words(late_by: timedelta | None) -> str:
    """Words such as "nộp muộn 1 ngày 3 giờ": days and hours, below a day hours and minutes.

    Without the amount when the history does not tell it; "dưới 1 phút" below a minute.
    """
    if late_by is None:
        return LATE
    minutes = int(late_by.total_seconds()) // 60
    days, hours, left = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = ((days, "ngày"), (hours, "giờ"), (0 if days else left, "phút"))
    told = " ".join(f"{amount} {noun}" for amount, noun in parts if amount)
    return f"{LATE} {told or 'dưới 1 phút'}"
