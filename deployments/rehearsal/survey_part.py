"""The survey team's sources: a CSV and a workbook, with the dirt of real ones."""

import csv
import io
from collections.abc import Iterator

from xlsxwriter import Workbook

from config.workspace import Workspace
from deployments.rehearsal.officials import left_alone
from deployments.rehearsal.world import World, survey_items_of
from tasks.survey.source import CHANNEL, FORM, UNIT
from tasks.workbook.write.blank import FIXED_DATE

_Row = list[str]


def drop_survey(workspace: Workspace, world: World) -> None:
    """Put both sources into the survey folder."""
    folder = workspace.settings.survey_folder(workspace.campaign.id)
    folder.mkdir(parents=True, exist_ok=True)
    header = [FORM, UNIT, CHANNEL, *(item.code for item in survey_items_of(world))]
    rows = list(_rows(world))
    half = len(rows) // 2
    sources = {
        "phieu-giay.csv": _csv(header, [*rows[:half], *_dirt(world, rows[0])]),
        "truc-tuyen.xlsx": _xlsx(header, [*rows[half:], rows[1], rows[half]]),
    }
    for name, content in sources.items():
        (folder / name).write_bytes(content)
        left_alone(folder / name)


def _rows(world: World) -> Iterator[_Row]:
    for unit, forms in world.forms.items():
        for number, form in enumerate(forms):
            yield [f"{unit}-{number:04d}", unit, "giay", *form.values()]


def _dirt(world: World, good: _Row) -> list[_Row]:
    """A duplicate, a form of an unknown unit, a blank one, and answers that are none."""
    width = len(good) - 3
    unit = world.campaign.communes[0].code
    return [
        good,
        ["la-0001", "99999", "giay", *["A"] * width],
        ["trong-0001", unit, "giay", *[""] * width],
        ["sai-0001", unit, "giay", *["X"] * width],
    ]


def _csv(header: _Row, rows: list[_Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(header: _Row, rows: list[_Row]) -> bytes:
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": FIXED_DATE})
        sheet = book.add_worksheet("Phieu")
        for number, row in enumerate([header, *rows]):
            sheet.write_row(number, 0, row)
    return target.getvalue()
