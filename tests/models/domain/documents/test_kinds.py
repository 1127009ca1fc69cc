from datetime import date

import pytest

from models.domain.campaign import Authority
from models.domain.documents.kinds import DOCUMENTS, DocumentKind, SigningForm
from models.domain.documents.record import citation, initials, series, signing_lines
from models.domain.units import Level

DEPUTY = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def authority(level: Level = Level.DISTRICT) -> Authority:
    return Authority(
        level=level,
        name="Ủy ban nhân dân huyện Hương Khê",
        chairman_office="Chủ tịch Ủy ban nhân dân huyện Hương Khê",
        superior="Ủy ban nhân dân tỉnh Hà Tĩnh",
        office="Phòng Nội vụ" if level is Level.DISTRICT else "Sở Nội vụ",
        office_code="noi-vu",
        place="Hương Khê",
    )


def test_every_kind_has_a_row_under_its_own_name():
    assert set(DOCUMENTS) == set(DocumentKind)
    assert all(spec.kind is kind for kind, spec in DOCUMENTS.items())


def test_every_signing_form_is_used_by_some_kind():
    assert {spec.form for spec in DOCUMENTS.values()} == set(SigningForm)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (DocumentKind.PLAN, "KH-UBND"),
        (DocumentKind.ESTIMATE, "KH-UBND"),
        (DocumentKind.RESULTS_DECISION, "QĐ-UBND"),
        (DocumentKind.COUNCIL_PROPOSAL, "TTr-PNV"),
        (DocumentKind.GUIDANCE, "PNV-CCHC"),
        (DocumentKind.MINUTES, "BB-HĐTĐ"),
        (DocumentKind.VISIT_SCHEDULE, "TB-HĐTĐ"),
    ],
)
def test_the_series_names_kind_and_issuer(kind: DocumentKind, expected: str):
    assert series(kind, authority()) == expected


def test_the_office_of_a_province_gives_its_own_symbol():
    assert series(DocumentKind.RESULTS_PROPOSAL, authority(Level.PROVINCE)) == "TTr-SNV"


def test_initials_count_words_joined_by_a_hyphen():
    assert initials("Phòng Tài chính - Kế hoạch") == "PTCKH"


def test_a_citation_gives_kind_padded_number_symbol_and_date():
    cited = citation(DocumentKind.PLAN, authority(), 5, date(2021, 10, 8))
    assert cited == "Kế hoạch số 05/KH-UBND ngày 08/10/2021"


@pytest.mark.parametrize(
    ("kind", "block", "expected"),
    [
        (DocumentKind.PLAN, (), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (DocumentKind.PLAN, DEPUTY, DEPUTY),
        (DocumentKind.RESULTS_DECISION, (), ("CHỦ TỊCH",)),
        (DocumentKind.RESULTS_DECISION, DEPUTY, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (DocumentKind.SUMMARY_REPORT, DEPUTY, ("TRƯỞNG PHÒNG",)),
        (DocumentKind.MINUTES, (), ("CHỦ TỌA",)),
        (DocumentKind.VISIT_SCHEDULE, (), ("TM. HỘI ĐỒNG THẨM ĐỊNH", "CHỦ TỊCH")),
        (DocumentKind.ESTIMATE, (), ()),
    ],
)
def test_the_signing_lines_follow_the_form(
    kind: DocumentKind, block: tuple[str, ...], expected: tuple[str, ...]
):
    assert signing_lines(kind, authority(), block) == expected


def test_the_office_of_a_province_is_signed_by_its_director():
    lines = signing_lines(DocumentKind.SUMMARY_REPORT, authority(Level.PROVINCE))
    assert lines == ("GIÁM ĐỐC",)
