"""A campaign directory (``campaign.yaml`` and its tables) and the calendar that it works by."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from holidays import country_holidays

from config.loading.campaign_checks import check_campaign
from config.loading.criteria_set import read_criteria_set
from config.loading.files import CsvRow, Places, read_csv
from config.loading.last_year import _FILE as LAST_YEAR_FILE
from config.loading.last_year import read_last_year
from config.loading.yaml_file import Model, line_number_of, read_yaml, validate
from models.domain.campaign import Campaign
from models.domain.deadlines import WorkingCalendar
from models.domain.errors import ConfigurationError
from models.domain.units import Contact, Unit
from models.domain.values import Value

UNIT_COLUMNS = ("code", "name", "kind")
CONTACT_COLUMNS = ("id", "position", "title", "unit", "email", "zalo")
PHONE, WAY = "phone", "way:"
"""Columns that a table of contacts may have besides: telephone numbers, and for each further way
(``way:telegram``) the addresses on it."""


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


def read_campaign(campaign_id: str, places: Places) -> Campaign:
    """The checked campaign ``campaign_id``; NotFound or ConfigurationError otherwise."""
    folder = places.campaign(campaign_id)
    data, node = read_yaml(folder / "campaign.yaml")
    _refuse_tables(data)
    whole = data | {
        "units": _table(folder / "units.csv", UNIT_COLUMNS, "code", Unit),
        "contacts": _contacts(folder / "contacts.csv"),
    }
    draft = validate(Campaign, whole, "campaign.yaml", partial(line_number_of, node))
    if draft.id != campaign_id:
        raise ConfigurationError(
            f"campaign.yaml: id là “{draft.id}”, khác tên thư mục. "
            f"Đề nghị ghi id: {campaign_id} hoặc đổi tên thư mục.",
            subject="campaign.yaml",
        )
    campaign = draft.model_copy(update={"calendar": working_calendar(_years(draft), places)})
    sets = {form: read_criteria_set(code, places) for form, code in campaign.criteria.items()}
    check_campaign(campaign, sets)
    return campaign.model_copy(update={"last_year": read_last_year(folder, campaign, sets)})


def _refuse_tables(data: dict[str, Any]) -> None:
    for key, place in (
        ("units", "units.csv"),
        ("contacts", "contacts.csv"),
        ("calendar", "holidays/<năm>.yaml"),
        ("last_year", LAST_YEAR_FILE),
    ):
        if key in data:
            raise ConfigurationError(
                f"campaign.yaml: không ghi mục “{key}” ở đây. Đề nghị chuyển sang {place}.",
                subject="campaign.yaml",
            )


def _table(path: Path, columns: tuple[str, ...], key: str, model: type[Model]) -> list[Model]:
    rows = read_csv(path, columns)
    _refuse_duplicates(path, rows, key)
    return [
        validate(model, cells, f"{path.name}, dòng {row} (mã “{cells.get(key, '')}”)")
        for row, cells in rows
    ]


def _contacts(path: Path) -> list[Contact]:
    rows = read_csv(path, CONTACT_COLUMNS, lambda name: name == PHONE or name.startswith(WAY))
    _refuse_duplicates(path, rows, "id")
    return [
        validate(
            Contact, _with_ways(cells), f"{path.name}, dòng {row} (mã “{cells.get('id', '')}”)"
        )
        for row, cells in rows
    ]


def _with_ways(cells: dict[str, str]) -> dict[str, Any]:
    """The cells of a contact, those of further ways together."""
    ways = {n.removeprefix(WAY): cell for n, cell in cells.items() if n.startswith(WAY)}
    rest: dict[str, Any] = {n: cell for n, cell in cells.items() if not n.startswith(WAY)}
    return rest | ({"ways": ways} if ways else {})


def _refuse_duplicates(path: Path, rows: tuple[CsvRow, ...], key: str) -> None:
    first: dict[str, int] = {}
    for row, cells in rows:
        value = cells.get(key, "")
        if value in first:
            raise ConfigurationError(
                f"{path.name}, dòng {row}: mã “{value}” đã có ở dòng {first[value]}. "
                "Đề nghị xóa dòng trùng hoặc sửa mã.",
                subject=path.name,
            )
        first[value] = row


def _years(campaign: Campaign) -> range:
    """The years of the stages and one more, as reminders count on past a year's end."""
    days = [day for plan in campaign.stages.values() for day in (plan.opens, plan.limit.day)]
    return range(min(days).year, max(days).year + 2)
