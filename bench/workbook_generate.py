"""Making one unit's workbook: patching a template beside writing it anew.

Run: ``python -m bench.workbook_generate``. Goal: personalise takes at most 0.2 x xlsxwriter.
"""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from bench.timing import best_ms, table
from models.domain.campaign import Form
from models.domain.criteria import CriteriaSet
from models.domain.workbook import Identity
from tasks.workbook.blank import build_template, personalise, tokened_workbook
from tasks.workbook.facts import CoverFacts
from tests.support.criteria_sets import ON_TIME, leaf, set_of

GOAL = 0.2
FACTS = CoverFacts(
    authority="ỦY BAN NHÂN DÂN HUYỆN",
    title="XÁC ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH",
    unit_name="UBND xã",
    limit="chậm nhất vào ngày 05/11/2021",
    contact="Phòng Nội vụ",
    send_to="Trả lời thư đã nhận.",
)


def large_set() -> CriteriaSet:
    """108 sub-criteria in 9 areas, the size of a real annex."""
    codes = (f"{a}.{b}.{c}" for a in range(1, 10) for b in range(1, 5) for c in range(1, 4))
    return set_of(*(leaf(code, ON_TIME, "2") for code in codes))


def main() -> bool:
    """Measure, print, and say whether the goal is met."""
    criteria_set = large_set()
    template = build_template(criteria_set)
    who = Identity(
        campaign="bench", form=Form.COMMUNE, unit="1", template=criteria_set.code, version=1
    )
    content = personalise(template, who, FACTS)

    def copied() -> None:
        load_workbook(BytesIO(content)).save(BytesIO())

    ours = best_ms(lambda: personalise(template, who, FACTS), 50)
    peer = best_ms(lambda: tokened_workbook(criteria_set, frozenset()), 5)
    times = {
        "personalise": ours,
        "xlsxwriter, from nothing": peer,
        "openpyxl, load and save": best_ms(copied, 3),
    }
    print(table(times, against="xlsxwriter, from nothing"))
    return ours <= GOAL * peer


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
