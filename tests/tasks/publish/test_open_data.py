import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from tasks.publish.columns import columns
from tasks.publish.open_data import results_csv, results_json, results_xlsx, safe_text


def csv_rows(publication) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(results_csv(publication).decode("utf-8-sig"))))


def xlsx_rows(publication) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(results_xlsx(publication)))["Kết quả"]
    names = [column.name for column in columns(publication)]
    return [
        dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=5, values_only=True)
    ]


def test_csv_is_utf8_with_mark_commas_and_dots(publication):
    content = results_csv(publication)
    assert content.startswith(b"\xef\xbb\xbfhang,dong_hang,ma_don_vi,")
    assert csv_rows(publication)[0]["tong_diem"] == f"{publication.results[0].total:.2f}"


def test_csv_json_and_xlsx_hold_the_same_figures(publication):
    in_json = json.loads(results_json(publication))["ket_qua"]
    in_csv, in_xlsx = csv_rows(publication), xlsx_rows(publication)
    assert len(in_csv) == len(in_json) == len(in_xlsx) == 21
    numbers = [
        c.name for c in columns(publication) if isinstance(c.of(publication.results[0]), Decimal)
    ]
    for one, two, three in zip(in_csv, in_json, in_xlsx, strict=True):
        assert one["ten_don_vi"] == two["ten_don_vi"] == three["ten_don_vi"]
        assert int(one["hang"]) == two["hang"] == three["hang"]
        for name in numbers:
            assert one[name] == two[name] == f"{three[name]:.2f}"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(publication, start: str):
    evil = publication.results[0].model_copy(update={"name": f"{start}HYPERLINK(1)"})
    assert csv_rows(replace(publication, results=(evil,)))[0]["ten_don_vi"].startswith("'")
    assert safe_text("Xã Phú Gia") == "Xã Phú Gia"


def test_a_formula_in_a_name_stays_text_in_the_workbook(publication):
    evil = publication.results[0].model_copy(update={"name": "=1+1"})
    content = results_xlsx(replace(publication, results=(evil,)))
    cell = openpyxl.load_workbook(io.BytesIO(content))["Kết quả"]["D5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_every_format_says_that_the_criteria_are_illustrative(publication):
    mark = "minh họa, thay bằng phụ lục của Quyết định"
    assert mark in csv_rows(publication)[0]["bo_tieu_chi"]
    assert mark in json.loads(results_json(publication))["bo_tieu_chi"]
    sheet = openpyxl.load_workbook(io.BytesIO(results_xlsx(publication)))["Kết quả"]
    assert mark in sheet["A2"].value


def test_what_was_not_appraised_is_in_the_data(publication):
    first, *others = publication.results
    open_ = first.model_copy(update={"unappraised": ("1.1.1", "C.1")})
    data = replace(publication, results=(open_, *others))

    told = [row["chua_tham_dinh"] for row in json.loads(results_json(data))["ket_qua"]]

    assert told == ["1.1.1; C.1", *[""] * len(others)]
    assert "1.1.1; C.1" in results_csv(data).decode("utf-8-sig")


def test_points_have_a_decimal_comma_whatever_the_locale(publication):
    sheet = openpyxl.load_workbook(io.BytesIO(results_xlsx(publication)))["Kết quả"]
    formats = {cell.number_format for cell in sheet[5] if isinstance(cell.value, float)}

    assert formats == {"[$-42A]#,##0.00"}


def test_the_same_results_give_the_same_bytes(publication):
    for write in (results_csv, results_json, results_xlsx):
        assert write(publication) == write(publication)
