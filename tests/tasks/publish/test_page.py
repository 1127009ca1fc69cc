import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

import templates
from tasks.publish.page import SHADE_FROM, chart, results_page, shade
from tests.support import sample_results

FILES = (("results.csv", "Bảng kết quả cho máy đọc (CSV)"),)
VOID = {"meta", "link", "br", "rect", "line"}


class Reader(HTMLParser):
    """Collects rows of table cells and every address, and refuses tags that do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def unappraised(result):
    return result.model_copy(update={"unappraised": ("1.1.1", "C.1")})


def read(content: bytes) -> Reader:
    reader = Reader()
    reader.feed(content.decode())
    assert reader.open == []
    return reader


def test_what_was_not_appraised_is_said_beside_the_unit_and_in_words(publication):
    first, *others = publication.results
    open_ = replace(publication, results=(unappraised(first), *others))
    text = results_page(open_, FILES).decode()

    assert "chưa thẩm định đủ" in read(results_page(open_, FILES)).rows[1][1]
    assert f"2 tiêu chí (1.1.1, C.1) của {first.name}" in text
    assert "hưa thẩm định đủ" not in results_page(publication, FILES).decode()


def test_a_narrow_screen_is_told_that_the_table_scrolls(publication):
    assert "vuốt ngang để xem đủ các lĩnh vực" in results_page(publication, FILES).decode()


def test_a_decision_that_says_it_is_illustrative_is_not_marked_twice(publication):
    said = publication.criteria_set.model_copy(
        update={"decision": "Quyết định năm 2026 (minh họa: chưa xác định được)"}
    )

    assert publication.criteria_source.endswith("(minh họa, thay bằng phụ lục của Quyết định)")
    assert replace(publication, criteria_set=said).criteria_source.endswith("xác định được)")


def test_the_note_on_ties_says_that_the_exact_fraction_decides(publication):
    assert "tỷ lệ chính xác, trước khi làm tròn" in results_page(publication, FILES).decode()


def test_the_ranking_table_holds_every_unit_with_its_figures_in_rank_order(publication):
    rows = read(results_page(publication, FILES)).rows
    first = publication.results[0]
    assert rows[1][0] == "1"
    assert rows[1][1] == first.name
    figures = (first.total, first.maximum, first.index_percent)
    assert rows[1][7:10] == [f"{figure:.2f}".replace(".", ",") for figure in figures]
    shown = [row[1].split("  ")[0] for row in rows[1:22]]
    assert [name.removesuffix(" không gửi bảng tự đánh giá") for name in shown] == [
        result.name for result in publication.results
    ]


def test_the_page_needs_no_script_and_nothing_from_elsewhere(publication):
    content = results_page(publication, FILES)
    reader = read(content)
    assert not reader.tags & {"script", "img", "iframe", "link", "object"}
    assert all(re.fullmatch(r"#[\w-]+|[\w-]+\.\w+", link) for link in reader.links)
    assert b"@import" not in content
    assert b"url(" not in content


def test_there_is_one_chart_with_a_bar_for_every_unit(publication):
    text = results_page(publication, FILES).decode()
    assert text.count("<svg") == 1
    assert text.count('<rect class="survey"') == len(publication.results)


def test_documents_tie_rule_and_ties_are_stated(publication):
    text = results_page(publication, FILES).decode()
    assert "Quyết định số 4120/QĐ-UBND ngày 19/11/2021" in text
    assert "Thông báo số 215/TB-UBND ngày 20/11/2021" in text
    assert "được xếp cùng hạng" in text
    assert ">18*<" in text


def test_an_illustrative_set_is_marked_and_a_real_one_is_not(publication):
    mark = "minh họa, thay bằng phụ lục của Quyết định"
    assert mark in results_page(publication, FILES).decode()
    real = replace(publication, criteria_set=sample_results.criteria_set(illustrative=False))
    assert mark not in results_page(real, FILES).decode()


def test_a_unit_without_a_self_assessment_is_listed_and_told(publication):
    text = results_page(publication, FILES).decode()
    assert "Xã Hương Đô: phần chấm điểm tính 0 điểm" in text


def test_names_are_escaped(publication):
    odd = publication.results[0].model_copy(update={"name": '<b>Xã</b> & "bạn"'})
    text = results_page(replace(publication, results=(odd,)), FILES).decode()
    assert "<b>" not in text
    assert "&lt;b&gt;Xã&lt;/b&gt; &amp;" in text


def test_bands_have_a_column_only_when_the_campaign_uses_them(publication):
    assert "Xếp loại" not in results_page(publication, FILES).decode()
    banded = tuple(row.model_copy(update={"band": "Tốt"}) for row in publication.results)
    assert "Xếp loại" in results_page(replace(publication, results=banded), FILES).decode()


def test_columns_of_bonus_and_deduction_go_when_nobody_has_any(publication):
    plain = tuple(row for row in publication.results if not row.bonus and not row.deduction)
    assert "Điểm thưởng" not in results_page(replace(publication, results=plain), FILES).decode()


def test_a_province_gets_a_chart_of_the_first_units_and_a_full_table(publication):
    many = replace(publication, results=sample_results.results(120))
    text = results_page(many, FILES).decode()
    assert text.count('<rect class="survey"') == 70
    assert "50 đơn vị còn lại" in text
    assert len(read(text.encode()).rows) == 2 * 121


def test_nothing_to_publish_is_refused(publication):
    with pytest.raises(ValueError, match="needs results"):
        results_page(replace(publication, results=()), FILES)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("ink", "paper", "least"),
    [
        ("--ink", "#b3d0e8", 4.5),
        ("--muted", "#ffffff", 4.5),
        ("--muted", "--soft", 4.5),
        ("--ink", "#fff6e0", 4.5),
        ("#8a3b00", "#ffffff", 4.5),
        ("#14508f", "#ffffff", 4.5),
        ("--scored", "#ffffff", 3),
        ("--survey", "#ffffff", 3),
    ],
)
def test_colours_have_the_contrast_of_wcag_aa(ink: str, paper: str, least: float):
    css = (Path(templates.__path__[0]) / "publication" / "page.css").read_text()
    variables = dict(re.findall(r"(--[\w-]+): (#\w{6})", css))
    one, other = (variables.get(name, name) for name in (ink, paper))
    assert contrast(one, other) >= least


def test_a_bar_is_as_long_as_the_index():
    for bar, result in zip(
        chart(sample_results.results()).bars, sample_results.results(), strict=True
    ):
        assert bar.scored + bar.survey == result.index_percent


def test_bars_do_not_overlap_and_fit_the_picture():
    picture = chart(sample_results.results())
    steps = {b.y - a.y for a, b in zip(picture.bars, picture.bars[1:], strict=False)}
    assert len(steps) == 1
    assert picture.bars[-1].y + steps.pop() == picture.height


@pytest.mark.parametrize(
    ("survey", "total", "maximum", "parts"),
    [
        ("20", "15", "100", ("0.00", "15.00")),
        ("0", "0", "0", ("0", "0")),
        ("30", "60", "80", ("37.50", "37.50")),
    ],
    ids=["deduction-eats-survey", "nothing-applies", "smaller-maximum"],
)
def test_odd_cards_keep_within_their_bar(survey, total, maximum, parts):
    result = sample_results.results()[0].model_copy(
        update={
            "survey_points": Decimal(survey),
            "total": Decimal(total),
            "maximum": Decimal(maximum),
        }
    )
    bar = chart([result]).bars[0]
    assert (bar.scored, bar.survey) == tuple(map(Decimal, parts))


@pytest.mark.parametrize(
    ("reached", "maximum", "depth"),
    [("8.89", "10.00", 3), ("8.89", "12.00", 2), ("9.00", "10.00", 4), ("0.00", "10.00", 0)],
)
def test_a_cell_is_shaded_by_what_applies_to_the_unit(reached, maximum, depth):
    assert shade(Decimal(reached), Decimal(maximum)) == depth <= len(SHADE_FROM)


def test_an_area_of_which_nothing_applies_is_not_shaded():
    assert shade(Decimal(0), Decimal(0)) == 0
