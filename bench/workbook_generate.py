"""Making the workbooks of 263 communes: patched templates beside writing each from nothing.

Run: ``python -m bench.workbook_generate``. Goal: all of ours, templates included, take at most
0.15 x the time of xlsxwriter for the same sheets. openpyxl (open one that is made, change a fact,
save) is timed for a few units and counted up.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from time import perf_counter

from openpyxl import load_workbook

from bench.timing import table
from config.loaders import load_criteria_set
from models.domain.campaign import Form, LastYear
from models.domain.collection.workbook import Identity
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.criteria.parts import self_scored
from tasks.workbook.write.blank import personalise_all, tokened_workbook
from tasks.workbook.write.facts import CoverFacts
from tests.support.criteria_sets import ON_TIME, leaf, set_of

GOAL = 0.15
UNITS = 263
FEW = 5
EXCUSED = "1.3.2"
"""Does not apply to every tenth unit, which makes a second template."""
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


def real_set() -> CriteriaSet:
    """The communes' set that ships with the program, one item of which some are excused from."""
    whole = load_criteria_set("phu-luc-iii-2021")
    excused = frozenset(unit for unit in codes() if int(unit) % 10 == 0)
    areas = []
    for area in whole.areas:
        criteria = []
        for criterion in area.criteria:
            items = tuple(
                item.model_copy(update={"excused": excused}) if item.code == EXCUSED else item
                for item in criterion.items
            )
            criteria.append(criterion.model_copy(update={"items": items}))
        areas.append(area.model_copy(update={"criteria": tuple(criteria)}))
    return whole.model_copy(update={"areas": tuple(areas)})


def codes() -> tuple[str, ...]:
    """The codes of the units."""
    return tuple(str(18000 + number) for number in range(UNITS))


def last_year(criteria_set: CriteriaSet) -> LastYear:
    """Points of every unit for every item: the most that a form can show."""
    return {
        unit: {item.code: item.max_points / 2 for item in self_scored(criteria_set, unit)}
        for unit in codes()
    }


def sheets(criteria_set: CriteriaSet) -> Iterator[tuple[Identity, CoverFacts]]:
    """Who gets a workbook."""
    for unit in codes():
        facts = FACTS.model_copy(update={"unit_name": f"UBND xã {unit}"})
        who = Identity(
            campaign="bench",
            form=Form.COMMUNE,
            unit=unit,
            template=criteria_set.code,
            version=criteria_set.version,
        )
        yield who, facts


def ours(criteria_set: CriteriaSet, known: LastYear) -> list[bytes]:
    """All workbooks as a campaign makes them."""
    return [made for _, made in personalise_all(criteria_set, sheets(criteria_set), known)]


def from_nothing(criteria_set: CriteriaSet) -> None:
    """All workbooks written by xlsxwriter, one after the other."""
    for unit in codes():
        excused = frozenset({EXCUSED}) if int(unit) % 10 == 0 else frozenset[str]()
        tokened_workbook(criteria_set, excused, last_year=True)


def copied(content: bytes) -> None:
    """A few workbooks by opening a finished one, changing a fact on the cover, and saving."""
    for _ in range(FEW):
        book = load_workbook(BytesIO(content))
        book["Bìa"]["C7"] = "UBND xã"
        book.save(BytesIO())


def main() -> bool:
    """Measure, print, and say whether the goal is met."""
    criteria_set = real_set()
    known = last_year(criteria_set)
    start = perf_counter()
    made = ours(criteria_set, known)
    ready = perf_counter()
    from_nothing(criteria_set)
    written = perf_counter()
    copied(made[1])
    saved = perf_counter()
    times = {
        f"ours, {UNITS} units": (ready - start) * 1000,
        f"xlsxwriter, {UNITS} units": (written - ready) * 1000,
        f"openpyxl, {FEW} units, x {UNITS / FEW}": (saved - written) * 1000 * UNITS / FEW,
    }
    print(table(times, against=f"xlsxwriter, {UNITS} units"))
    return ready - start <= GOAL * (written - ready)


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
