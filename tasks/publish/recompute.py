#!/usr/bin/env python3
"""Tính lại kết quả từ tệp results.csv: python3 tinh-lai.py results.csv [standard|dense|tie_break].

Cần Python 3.9 trở lên, không cần cài thêm gì. Mỗi dòng in ra là một chỗ không khớp.

This file is published as it stands beside the data, so it imports the standard library alone and
shares no code with the program that made the figures.
"""

import bisect
import csv
import io
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

_Row = dict[str, str]


def problems(content: bytes, tie: str = "standard") -> list[str]:
    """What does not add up in a results.csv, one Vietnamese line each; empty when all is well."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    found = [problem for row in rows for problem in _sums(row)]
    return found + _ranks(rows, tie)


def _sums(row: _Row) -> list[str]:
    number = {name: Decimal(row[name]) for name in row if _is_number(name)}
    areas = sum(
        (value for name, value in number.items() if name.startswith("linh_vuc_")), Decimal()
    )
    scored = number["diem_tham_dinh"] + number["diem_khao_sat"]
    late = number.get("diem_tru_nop_muon", Decimal())
    total = scored + number["diem_thuong"] - number["diem_tru"] - late
    total = max(Decimal(), min(total, number["diem_toi_da"]))
    wanted = {"tong_diem": total, "chi_so": _index(number["tong_diem"], number["diem_toi_da"])}
    found = [
        f"{row['ten_don_vi']}: {name} ghi {row[name]}, tính lại {value}"
        for name, value in wanted.items()
        if number[name] != value
    ]
    if areas != scored:
        found.append(f"{row['ten_don_vi']}: cộng các lĩnh vực được {areas}, không phải {scored}")
    return found


def _is_number(name: str) -> bool:
    return name.startswith(("diem_", "linh_vuc_")) or name in ("tong_diem", "chi_so")


def _index(total: Decimal, maximum: Decimal) -> Decimal:
    if not maximum:
        return Decimal("0.00")
    return (total * 100 / maximum).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _ranks(rows: list[_Row], tie: str) -> list[str]:
    """Ranks follow the exact quotients; with tie_break equal units may take any of their places."""
    ordered = sorted(_quotient(row) for row in rows)
    levels = sorted(set(ordered))
    found = []
    for row in rows:
        own = _quotient(row)
        above = levels if tie == "dense" else ordered
        first = 1 + len(above) - bisect.bisect_right(above, own)
        last = first + ordered.count(own) - 1 if tie == "tie_break" else first
        if not first <= int(row["hang"]) <= last:
            found.append(f"{row['ten_don_vi']}: hạng ghi {row['hang']}, tính lại {first}")
    return found


def _quotient(row: _Row) -> Fraction:
    maximum = Fraction(row["diem_toi_da"])
    return Fraction(row["tong_diem"]) / maximum if maximum else Fraction(0)


def main(arguments: list[str]) -> int:
    """Print what does not fit; exit status 1 when anything does not, 2 without a file."""
    if not arguments:
        print("Cách dùng: python tinh-lai.py results.csv [standard|dense|tie_break]")
        return 2
    found = problems(Path(arguments[0]).read_bytes(), *arguments[1:2])
    print("\n".join(found) or "Các tổng và thứ hạng đều khớp.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
