"""``last-year.csv``: what units were given last year, shown beside this year's points."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from config.loading.files import read_csv
from config.loading.yaml_file import validate
from models.domain.campaign import Campaign, Form, LastYear
from models.domain.checks.forms import Forms
from models.domain.criteria.criteria_set import CriteriaSet, SubCriterion
from models.domain.criteria.parts import self_scored
from models.domain.errors import ConfigurationError
from models.domain.values import Points, UnitCode, Value
from models.domain.vietnamese.numbers import format_number

_FILE = "last-year.csv"
_MOST_FAULTS = 20


class LastYearRow(Value):
    """The points that one unit had for one sub-criterion, by this year's code."""

    unit: UnitCode
    criterion: str
    points: Points


Asked = Mapping[UnitCode, Mapping[str, SubCriterion]]
"""What each unit scores itself, by code."""


def read_last_year(folder: Path, campaign: Campaign, sets: Mapping[Form, CriteriaSet]) -> LastYear:
    """Last year's points by unit and code; none when ``folder`` has no such file.

    ConfigurationError, row by row, for what this year's units do not score themselves.
    """
    path = folder / _FILE
    if not path.exists():
        return {}
    rows = {
        number: validate(LastYearRow, cells, f"{_FILE}, dòng {number}")
        for number, cells in read_csv(path, tuple(LastYearRow.model_fields))
    }
    _refuse(list(_faults(rows, _asked(campaign, sets))))
    known: LastYear = {}
    for row in rows.values():
        known.setdefault(row.unit, {})[row.criterion] = row.points
    return known


def _asked(campaign: Campaign, sets: Mapping[Form, CriteriaSet]) -> Asked:
    forms = Forms(campaign, sets)
    asked: dict[UnitCode, Mapping[str, SubCriterion]] = {}
    for form in (Form.COMMUNE, Form.AUTHORITY):
        for unit in campaign.owing(form):
            own = forms.set_for(form, unit)
            items = self_scored(own, unit.code) if own else ()
            asked[unit.code] = {item.code: item for item in items}
    return asked


def _faults(rows: Mapping[int, LastYearRow], asked: Asked) -> Iterator[str]:
    first: dict[tuple[UnitCode, str], int] = {}
    for number, row in rows.items():
        earlier = first.setdefault((row.unit, row.criterion), number)
        if fault := _fault(row, asked) or (_repeats(row, earlier) if earlier != number else ""):
            yield f"{_FILE}, dòng {number}: {fault}"


def _fault(row: LastYearRow, asked: Asked) -> str:
    if row.unit not in asked:
        return f"không có đơn vị “{row.unit}” trong units.csv; đề nghị sửa mã hoặc xóa dòng."
    item = asked[row.unit].get(row.criterion)
    if item is None:
        return (
            f"đơn vị “{row.unit}” năm nay không tự chấm tiêu chí “{row.criterion}”; đề nghị ghi mã "
            "theo bộ tiêu chí năm nay hoặc xóa dòng."
        )
    if row.points > item.max_points:
        return (
            f"{format_number(row.points)} điểm lớn hơn điểm tối đa năm nay của tiêu chí "
            f"{item.code} ({format_number(item.max_points)}); đề nghị kiểm tra lại điểm và mã."
        )
    return ""


def _repeats(row: LastYearRow, earlier: int) -> str:
    return (
        f"tiêu chí {row.criterion} của đơn vị “{row.unit}” đã có ở dòng {earlier}; "
        "đề nghị giữ lại một dòng."
    )


def _refuse(faults: list[str]) -> None:
    if not faults:
        return
    more = len(faults) - _MOST_FAULTS
    told = faults[:_MOST_FAULTS] + ([f"{_FILE}: và {more} dòng khác."] if more > 0 else [])
    raise ConfigurationError("\n".join(told), subject=_FILE)
