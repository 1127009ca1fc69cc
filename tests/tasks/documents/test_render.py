import re
from datetime import date
from functools import cache
from importlib import resources
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as OpenDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate

from models.domain.campaign import Campaign
from models.domain.documents.kinds import DOCUMENTS, SigningForm
from models.domain.errors import ConfigurationError
from models.domain.units import Level
from tasks.documents import context
from tasks.documents.render import (
    TEMPLATES,
    environment,
    render_document,
    render_template,
    template_of,
)
from tasks.rendering.zips import pack_zip
from tests.tasks.documents.sample import campaign_of, data_of, results_of

KINDS = pytest.mark.parametrize("kind", list(DOCUMENTS), ids=str)
DISTRICT = campaign_of(Level.DISTRICT)


LETTERS = {
    "Quốc hiệu": (12, True, False),
    "Tiêu ngữ": (13, True, False),
    "Cơ quan chủ quản": (12, False, False),
    "Cơ quan ban hành": (12, True, False),
    "Số ký hiệu": (13, False, False),
    "Địa danh thời gian": (13, False, True),
    "Tên loại": (14, True, False),
    "Trích yếu": (14, True, False),
    "Trích yếu công văn": (12, False, False),
    "Căn cứ": (14, False, True),
    "Nội dung": (14, False, False),
    "Nơi nhận": (12, True, True),
    "Danh sách nơi nhận": (11, False, False),
    "Quyền hạn chức vụ": (14, True, False),
    "Tên phụ lục": (14, True, False),
    "Kèm theo": (14, False, True),
}


@cache
def template(kind: str) -> OpenDocument:
    return Document(BytesIO(template_of(kind)))


@cache
def tags(kind: str) -> set[str]:
    named = DocxTemplate(BytesIO(template_of(kind)))
    return set(named.get_undeclared_template_variables(environment()))


def text_of(content: bytes) -> str:
    """All text of a document in reading order, one paragraph a line, blanks as spaces."""
    body = Document(BytesIO(content)).element.body
    lines = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return "\n".join(re.sub(r"\s+", " ", line).strip() for line in lines)


def made(kind: str, campaign: Campaign = DISTRICT, **changes: object) -> str:
    return text_of(render_document(kind, campaign, data_of(campaign, kind, **changes)))


def edited(old: str, new: str) -> bytes:
    """The template of the plan after a clerk has changed its text."""
    with ZipFile(BytesIO(template_of("plan"))) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    changed = [(name, part.replace(old.encode(), new.encode())) for name, part in parts]
    assert changed != parts
    return pack_zip(changed)


def test_every_template_has_a_row_and_every_row_a_template():
    found = {file.name.removesuffix(".docx") for file in TEMPLATES.iterdir()}
    assert found - {"THE-DIEN.md"} == set(DOCUMENTS)


@KINDS
def test_every_kind_renders_for_both_levels_without_a_tag_left(kind: str, campaign: Campaign):
    text = made(kind, campaign)
    assert str(campaign.year) in text
    assert not re.search(r"\{\{|\}\}|\{%|None|Undefined", text)


@KINDS
def test_the_same_input_gives_the_same_bytes(kind: str, campaign: Campaign):
    data = data_of(campaign, kind)
    assert render_document(kind, campaign, data) == render_document(kind, campaign, data)


@KINDS
def test_pages_are_a4_with_the_margins_of_the_decree(kind: str):
    for section in template(kind).sections:
        assert [round(size.mm) for size in (section.page_width, section.page_height)] == [210, 297]
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20


@KINDS
def test_page_numbers_stand_in_the_top_margin_but_not_on_page_one(kind: str):
    for section in template(kind).sections:
        assert section.different_first_page_header_footer
        assert not "".join(p.text for p in section.first_page_header.paragraphs).strip()
        (line,) = section.header.paragraphs
        assert line.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert "PAGE" in line._p.xml


@KINDS
def test_only_times_new_roman_in_black_is_used(kind: str):
    with ZipFile(BytesIO(template_of(kind))) as archive:
        xml = archive.read("word/document.xml").decode()
    fonts = set(re.findall(r'w:(?:ascii|hAnsi|cs)="([^"]+)"', xml))
    assert fonts <= {"Times New Roman"}
    normal = template(kind).styles["Normal"].font
    assert (normal.name, normal.size) == ("Times New Roman", Pt(14))


@KINDS
def test_letters_have_the_sizes_of_the_decree(kind: str):
    styles = template(kind).styles
    fonts = {name: styles[name].font for name in LETTERS}
    assert {n: (f.size.pt, f.bold, f.italic) for n, f in fonts.items()} == LETTERS


def test_the_body_is_justified_with_an_indented_first_line():
    style = template("plan").styles["Nội dung"].paragraph_format
    assert style.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert style.first_line_indent == pytest.approx(Mm(12.7), abs=500)
    assert style.space_after >= Pt(6)


def test_a_draft_is_marked_and_leaves_number_and_day_blank():
    lines = made("plan").splitlines()
    assert "DỰ THẢO" in lines
    assert "Số: /KH-UBND" in lines
    assert "Hương Khê, ngày tháng 10 năm 2021" in lines


def test_a_later_draft_says_its_round():
    assert "DỰ THẢO (lần 2)" in made("plan", round=2)


def test_an_issued_document_has_number_and_date_and_no_mark():
    text = made("plan", number=5, issued_on=date(2021, 10, 8))
    assert "Số: 05/KH-UBND" in text
    assert "Hương Khê, ngày 08 tháng 10 năm 2021" in text
    assert "DỰ THẢO" not in text


def test_a_number_without_a_date_is_refused():
    with pytest.raises(ValueError, match="cùng nhau"):
        data_of(DISTRICT, "plan", number=5)


def test_an_annex_carries_the_number_of_its_document():
    text = made("results_decision", number=45, issued_on=date(2021, 11, 19))
    assert (
        "(Kèm theo Quyết định số 45/QĐ-UBND ngày 19 tháng 11 năm 2021 "
        "của Chủ tịch UBND huyện Hương Khê)" in text
    )


def test_a_decision_of_the_chairman_is_headed_by_the_post_and_signed_without_tm():
    lines = made("results_decision").splitlines()
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN HƯƠNG KHÊ" in lines
    assert "CHỦ TỊCH" in lines
    assert "TM. ỦY BAN NHÂN DÂN" not in lines


def test_a_deputy_signs_for_the_chairman():
    block = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    text = made("plan", signature=block)
    assert "\n".join(block) in text


def test_minutes_are_signed_by_secretary_and_chair_and_have_no_place_line():
    lines = made("minutes").splitlines()
    assert lines.index("THƯ KÝ") < lines.index("CHỦ TỌA")
    assert not any(line.startswith("Hương Khê, ngày") for line in lines)


@KINDS
def test_the_header_names_the_issuer_of_the_form(kind: str, campaign: Campaign):
    form, lines = DOCUMENTS[kind].form, made(kind, campaign).splitlines()
    short = campaign.authority.name.replace("Ủy ban nhân dân", "UBND").upper()
    expected = {
        SigningForm.COLLECTIVE: "ỦY BAN NHÂN DÂN",
        SigningForm.CHAIRMAN: "ỦY BAN NHÂN DÂN",
        SigningForm.OFFICE: short,
        SigningForm.COUNCIL: short,
        SigningForm.MINUTES: short,
        SigningForm.ANNEX: "DỰ THẢO",
    }
    assert lines[0] == expected[form]
    assert ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in lines) is (form is not SigningForm.ANNEX)


def test_the_plan_states_every_limit_of_the_campaign():
    text = made("plan")
    for words in (
        "Trước ngày 20/10/2021",
        "Trước ngày 25/10/2021",
        "chậm nhất vào ngày 05/11/2021",
        "trước ngày 22/11/2021",
        "chậm nhất vào ngày 25/11/2021",
    ):
        assert words in text


def test_a_province_writes_to_the_ministry_and_names_its_own_bodies():
    province = campaign_of(Level.PROVINCE)
    text = made("provincial_report", province) + made("plan", province)
    assert "Kính gửi: Bộ Nội vụ" in text
    assert "UBND các xã, phường" in text
    assert "huyện" not in text.replace("TT Huyện ủy, TT HĐND huyện", "").replace(
        "Chủ tịch, các PCT UBND huyện", ""
    )


def test_a_district_writes_to_the_province_and_its_home_affairs_office():
    text = made("provincial_report")
    assert "Kính gửi:\n- Ủy ban nhân dân tỉnh Hà Tĩnh;\n- Sở Nội vụ." in text


def test_results_are_printed_in_order_with_decimal_commas():
    text = made("results_decision")
    assert text.index("Thị trấn Hương Khê") < text.index("Xã Điền Mỹ") < text.index("Xã Hà Linh")
    assert "97,40" in text
    assert "97.40" not in text


def test_a_unit_that_sent_nothing_is_named():
    text = made("summary_report")
    assert "Đơn vị chưa gửi bảng tự đánh giá: xã Hương Thủy." in text
    assert "Không nộp" in text


def test_what_was_not_appraised_is_named_in_the_report_and_marked_in_its_table():
    first, *others = results_of(DISTRICT)
    open_ = first.model_copy(update={"unappraised": ("1.1.1",)})
    text = made("summary_report", results=(open_, *others))
    assert "- 1 tiêu chí (1.1.1) của Thị trấn Hương Khê;" in text
    assert text.count("(chưa thẩm định đủ)") == 1
    assert "hưa thẩm định" not in made("summary_report")


def test_the_authoritys_own_score_leaves_the_survey_out():
    text = made("authority_report")
    assert "19,50/21,00 điểm" in text


def test_reasons_of_a_return_are_answered_in_the_next_proposal():
    reason = "Rà soát điểm của xã Hà Linh & xã Hòa Hải <gấp>."
    text = made("results_proposal", round=2, returned_reasons=(reason,))
    assert f"- {reason}" in text
    assert "trả lại" not in made("results_proposal")


def test_difficulties_are_told_with_their_answer_if_there_is_one():
    asked = ("Xã Hà Linh", "Đường truyền chưa ổn định.")
    answered = ("Xã Hòa Hải", "Thiếu máy quét.", "Bố trí trong quý IV.")
    rows = data_of(DISTRICT, "provincial_report").rows
    lines = made("provincial_report", rows=rows | {"difficulties": (asked, answered)}).splitlines()
    assert "- Xã Hà Linh: Đường truyền chưa ổn định." in lines
    assert "- Xã Hòa Hải: Thiếu máy quét. Hướng giải quyết: Bố trí trong quý IV." in lines


def test_no_difficulties_on_record_are_told_as_not_received_and_not_as_none():
    none_yet = "chưa nhận được phản ánh khó khăn, vướng mắc"
    assert none_yet in made("provincial_report")
    assert "không có khó khăn" not in made("provincial_report")

    rows = data_of(DISTRICT, "provincial_report").rows
    told = rows | {"difficulties": (("Xã Hà Linh", "Đường truyền chưa ổn định."),)}
    assert none_yet not in made("provincial_report", rows=told)


@pytest.mark.parametrize("kind", ["plan", "results_decision"], ids=str)
def test_an_illustrative_set_is_marked_and_a_real_one_is_not(kind: str):
    mark = "Bộ tiêu chí minh họa, thay bằng phụ lục của Quyết định"
    assert mark in made(kind)
    assert mark not in made(kind, illustrative=False)


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("council_decision", {"references": {}}, "số và ngày của Kế hoạch"),
        ("council_decision", {"members": ()}, "danh sách thành viên"),
        ("notice", {"results": ()}, "kết quả của các đơn vị"),
        ("authority_report", {"authority_score": None}, "bảng điểm của cơ quan"),
        ("estimate", {"rows": {}}, "bảng “estimate”"),
    ],
)
def test_a_missing_value_is_refused_and_named(kind: str, change: dict[str, object], words: str):
    with pytest.raises(ConfigurationError, match=words) as refused:
        made(kind, **change)
    assert refused.value.subject == kind


@pytest.mark.parametrize(
    "tag", ["{{ yeer }}", "{{ year", "{{ references.notice }}", "{{ year | hoa }}"]
)
def test_a_wrong_tag_in_an_edited_template_is_refused(tag: str):
    changed = edited("{{ year }}", tag)
    with pytest.raises(ConfigurationError, match="thẻ điền"):
        render_template(changed, "plan", DISTRICT, data_of(DISTRICT, "plan"))


def test_a_sentence_changed_by_a_clerk_is_printed():
    changed = edited("I. MỤC ĐÍCH, YÊU CẦU", "I. MỤC TIÊU")
    data = data_of(DISTRICT, "plan")
    assert "I. MỤC TIÊU" in text_of(render_template(changed, "plan", DISTRICT, data))


@KINDS
def test_every_tag_of_a_template_is_explained_to_the_clerks(kind: str):
    guide = (resources.files("templates") / "documents" / "THE-DIEN.md").read_text("utf-8")
    named = DocxTemplate(BytesIO(template_of(kind))).get_undeclared_template_variables(
        environment()
    )
    assert named
    assert {name for name in named if f"`{name}`" not in guide} == set()


@KINDS
def test_every_tag_of_a_template_has_a_value(kind: str, campaign: Campaign):
    named = DocxTemplate(BytesIO(template_of(kind))).get_undeclared_template_variables(
        environment()
    )
    assert named <= set(context.build(kind, campaign, data_of(campaign, kind)))
