"""Workbooks in which one check finds something; the folder is its id."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from openpyxl import Workbook

from models.domain.collection.workbook import ScoreColumn
from tests.support.corpus_form import answered, blank
from tests.support.corpus_right import by_openpyxl, put, row_of
from tests.support.workbooks import SHEET, identity
from tests.support.zips import unzipped, with_members, zipped

Make = Callable[[], bytes]


def _typed(**columns: dict[str, object]) -> Make:
    return lambda: zipped(unzipped(answered(**columns)))


def _saved(edit: Callable[[Workbook], object]) -> Make:
    return lambda: by_openpyxl(edit)


def _put(code: str, column: ScoreColumn, value: object) -> Make:
    return _saved(lambda book: put(book, code, column, value))


def _of(**about: object) -> Make:
    """The filled workbook under another identity."""
    return lambda: zipped(unzipped(answered(identity(**about))))


def _no_identity(book: Workbook) -> None:
    del book["_cchc"]


def _delete(*codes: str) -> Make:
    def delete(book: Workbook) -> None:
        for code in codes:
            book[SHEET].delete_rows(row_of(book, code))

    return _saved(delete)


def _double(book: Workbook) -> None:
    row = row_of(book, "1.1.1")
    for column in range(1, 10):
        book[SHEET].cell(40, column).value = book[SHEET].cell(row, column).value


def _add_row(book: Workbook) -> None:
    book[SHEET].cell(40, 1).value = "1.1.9"
    book[SHEET].cell(40, 2).value = "Tiêu chí tự thêm"


def _lose_header(book: Workbook) -> None:
    cell = next(
        c for row in book[SHEET].iter_rows() for c in row if c.value == ScoreColumn.SELF_SCORE
    )
    cell.value = "Điểm"


def _linked() -> bytes:
    return with_members(answered(), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def _embedded() -> bytes:
    return with_members(answered(), {"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0 bien ban"})


def _macro() -> bytes:
    return with_members(answered(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open()"})


WRONG_FILES: dict[str, Make] = {
    "wrong_campaign/last_year.xlsx": _of(campaign="huong-khe-2020"),
    "wrong_unit/neighbour.xlsx": _of(unit="18500"),
    "wrong_version/other_set.xlsx": _of(template="bo-khac"),
    "wrong_version/no_identity.xlsx": _saved(_no_identity),
    "missing_columns/header_typed_over.xlsx": _saved(_lose_header),
    "missing_criteria/two_rows_deleted.xlsx": _delete("1.1.2", "2.1.1"),
    "doubled_criteria/copied_row.xlsx": _saved(_double),
    "unknown_criteria/added_row.xlsx": _saved(_add_row),
    "changed_labels/name.xlsx": _put("1.1.1", ScoreColumn.NAME, "Ban hành kế hoạch"),
    "changed_labels/maximum.xlsx": _put("1.1.2", ScoreColumn.MAXIMUM, 3),
    "survey_self_scored/scored.xlsx": _put("2.2.1", ScoreColumn.SELF_SCORE, 8),
    "cell_error/lost_reference.xlsx": _put("1.1.2", ScoreColumn.DECLARED, "#REF!"),
    "formula_without_result/divided_by_nothing.xlsx": _put("1.1.2", ScoreColumn.DECLARED, "=1/0"),
    "formula_without_result/sum.xlsx": _put("1.1.2", ScoreColumn.DECLARED, "=90+5"),
    "number_became_date/may.xlsx": _put("1.1.2", ScoreColumn.DECLARED, date(2021, 5, 1)),
    "nothing_filled/blank.xlsx": lambda: zipped(unzipped(blank())),
    "missing_answer/one.xlsx": _typed(declared={"1.1.2": None}),
    "missing_answer/spaces.xlsx": _typed(declared={"2.1.1": " \u00a0 "}),
    "not_a_number/words.xlsx": _typed(declared={"1.1.2": "khoảng 95"}),
    "not_a_number/thousands.xlsx": _typed(declared={"1.2.2": "1.234"}),
    "not_a_number/magnitude.xlsx": _typed(declared={"1.2.2": "3 (nghìn)"}),
    "unknown_choice/own_words.xlsx": _typed(declared={"2.1.1": "Tương đối đầy đủ"}),
    "unknown_choice/points_in_place_of_a_level.xlsx": _typed(declared={"2.1.1": Decimal(2)}),
    "over_maximum/percent.xlsx": _typed(declared={"1.1.2": Decimal(195)}),
    "over_maximum/points.xlsx": _typed(self_score={"1.1.1": Decimal(3)}),
    "over_maximum/below_nothing.xlsx": _typed(declared={"1.2.2": Decimal(-1)}),
    "off_step/half_a_document.xlsx": _typed(declared={"1.2.2": Decimal("2.5")}),
    "off_step/points.xlsx": _typed(declared={"2.1.3": Decimal("1.3")}),
    "not_what_the_rule_gives/too_good.xlsx": _typed(self_score={"1.1.2": Decimal(2)}),
    "missing_evidence/none.xlsx": _typed(evidence={"1.1.1": None}),
    "note_beside_number/explained.xlsx": _typed(self_score={"1.1.2": "1 (có giải trình)"}),
    "wrong_total/typed_over.xlsx": _put("1.1", ScoreColumn.SELF_SCORE, 5),
    "has_macros/macro.xlsm": _macro,
    "has_external_links/linked.xlsx": _linked,
    "has_embedded_objects/word.xlsx": _embedded,
}
