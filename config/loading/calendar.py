"""The working calendar of Vietnam, from the ``holidays`` library and own corrections."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from holidays import country_holidays

from config.loading.places import Places
from config.loading.validation import validate
from config.loading.yaml_file import line_number_of, read_yaml
from models.domain.deadlines import WorkingCalendar
from models.domain.values import Value


class HolidayCorrection(Value):
    """``holidays/<year>.yaml``: days off and make-up days that the library does not know."""

    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()


def working_calendar(years: Iterable[int], places: Places) -> WorkingCalendar:
    """Public holidays and make-up days (làm bù) of Vietnam in ``years``."""
    wanted = sorted(set(years))
    known = country_holidays("VN", years=wanted)
    makeup = frozenset(day for day in known.weekend_workdays if day.year in wanted)
    own = [_correction(year, places) for year in wanted]
    return WorkingCalendar(
        holidays=frozenset(known) | _union(one.holidays for one in own),
        makeup_days=makeup | _union(one.makeup_days for one in own),
    )


def _correction(year: int, places: Places) -> HolidayCorrection:
    path = places.find("holidays", f"{year}.yaml")
    if path is None:
        return HolidayCorrection()
    data, node = read_yaml(path)
    return validate(HolidayCorrection, data, path.name, partial(line_number_of, node))


def _union(sets: Iterable[frozenset[date]]) -> frozenset[date]:
    return frozenset[date]().union(*sets)
