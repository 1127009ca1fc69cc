from datetime import date

import pytest

from models.domain.campaign import Authority
from models.domain.documents.kinds import DOCUMENTS, SigningForm
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


def test_every_row_stands_under_its_own_kind():
    assert all(spec.kind == kind for kind, spec in DOCUMENTS.items())


def test_a_document_cites_only_what_is_issued_before_it():
    order = list(DOCUMENTS)
    for kind, spec in DOCUMENTS.items():
        assert all(order.index(cited) < order.index(kind) for cited in spec.cites)


@pytest.mark.parametrize(
    ("kind", "submitted", "annex", "sent"),
    [
        ("plan", True, False, True),
        ("estimate", True, True, False),
        ("council_proposal", True, False, False),
        ("minutes", False, False, False),
    ],
)
def test_the_row_tells_when_a_document_is_drafted_and_whether_it_is_sent(
    kind: str, submitted: bool, annex: bool, sent: bool
):
    spec = DOCUMENTS[kind]
    assert (spec.is_submitted, spec.is_annex, spec.is_sent) == (submitted, annex, sent)


def test_every_signing_form_is_used_by_some_kind():
    assert {spec.form for spec in DOCUMENTS.values()} == set(SigningForm)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("plan", "KH-UBND"),
        ("estimate", "KH-UBND"),
        ("results_decision", "QĐ-UBND"),
        ("council_proposal", "TTr-PNV"),
        ("guidance", "PNV-CCHC"),
        ("minutes", "BB-HĐTĐ"),
        ("visit_schedule", "TB-HĐTĐ"),
    ],
)
def test_the_series_names_kind_and_issuer(kind: str, expected: str):
    assert series(kind, authority()) == expected


def test_the_office_of_a_province_gives_its_own_symbol():
    assert series("results_proposal", authority(Level.PROVINCE)) == "TTr-SNV"


def test_initials_count_words_joined_by_a_hyphen():
    assert initials("Phòng Tài chính - Kế hoạch") == "PTCKH"


def test_a_citation_gives_kind_padded_number_symbol_and_date():
    cited = citation("plan", authority(), 5, date(2021, 10, 8))
    assert cited == "Kế hoạch số 05/KH-UBND ngày 08/10/2021"


@pytest.mark.parametrize(
    ("kind", "block", "expected"),
    [
        ("plan", (), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("plan", DEPUTY, DEPUTY),
        ("results_decision", (), ("CHỦ TỊCH",)),
        ("results_decision", DEPUTY, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("summary_report", DEPUTY, ("TRƯỞNG PHÒNG",)),
        ("minutes", (), ("CHỦ TỌA",)),
        ("visit_schedule", (), ("TM. HỘI ĐỒNG THẨM ĐỊNH", "CHỦ TỊCH")),
        ("estimate", (), ()),
    ],
)
def test_the_signing_lines_follow_the_form(
    kind: str, block: tuple[str, ...], expected: tuple[str, ...]
):
    assert signing_lines(kind, authority(), block) == expected


def test_the_office_of_a_province_is_signed_by_its_director():
    lines = signing_lines("summary_report", authority(Level.PROVINCE))
    assert lines == ("GIÁM ĐỐC",)
