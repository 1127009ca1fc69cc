import re
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from models.domain.checks.self_assessment.review import assess
from models.domain.errors import UnreadableFile
from tasks.workbook.annotate.annotate import annotate
from tasks.workbook.annotate.remarks import LIST_SHEET
from tasks.workbook.annotate.xml import WORKSHEET_ORDER
from tasks.workbook.read.read import read_workbook
from tests.support.annotated import book_of, given_back, marks_of, members_of, packed, rest_of
from tests.support.odd_workbooks import (
    ODD,
    rewritten,
    strict,
    with_macros,
    with_rules,
    without_styles,
)
from tests.support.profile import examples
from tests.support.properties import PROPERTY
from tests.support.sent_workbooks import filled, parsed, sent
from tests.support.workbooks import SHEET, context

FAULTY = filled(declared={"1.1.2": "khoảng 95", "2.1.1": None})
CELLS = {(SHEET, "D9"), (SHEET, "D15")}
CLEAN = sent()


@pytest.mark.parametrize("change", ODD, ids=lambda change: change.__name__)
def test_an_odd_file_is_marked_like_any_other(change):
    content = rewritten(FAULTY, change)
    typed = [(row.code, row.declared, row.explanation) for row in parsed(FAULTY).rows]
    assert [(row.code, row.declared, row.explanation) for row in parsed(content).rows] == typed

    made = given_back(content).content

    assert parsed(made) == parsed(content)
    book = CalamineWorkbook.from_filelike(BytesIO(made))
    assert book.sheet_names[0] == LIST_SHEET
    findings = assess(parsed(content), context()).findings
    assert annotate(made, "bai-nop.xlsx", findings).content == made
    if change is not strict:  # openpyxl does not know that dialect
        marks = marks_of(made)
        assert marks.coloured == marks.commented == set(marks.linked) == CELLS
        if change is not without_styles:  # a file must have some to have ours
            assert rest_of(made) == rest_of(content)


@pytest.mark.parametrize("change", ODD, ids=lambda change: change.__name__)
def test_the_children_of_a_worksheet_stand_in_the_order_of_the_standard(change):
    members = members_of(given_back(rewritten(FAULTY, change)).content)

    for name in [each for each in members if each.startswith("xl/worksheets/sheet")]:
        tags = [etree.QName(each).localname for each in etree.fromstring(members[name])]
        assert tags == sorted(tags, key=WORKSHEET_ORDER.index)


def test_our_colour_comes_before_the_units_own_rules_which_keep_their_order():
    made = given_back(rewritten(FAULTY, with_rules)).content

    rules = [
        (rule.priority, rule.formula[0])
        for entry in book_of(made)[SHEET].conditional_formatting
        for rule in entry.rules
    ]
    assert min(rules) == (1, '"cchc-danh-dau"<>""')
    assert [number for number, _ in sorted(rules)].count(1) == 1
    assert "LEN(D8)>90" in dict(map(reversed, rules))


def test_macros_stay_as_they_were():
    content = rewritten(FAULTY, with_macros)

    made = annotate(content, "bai.xlsm", assess(parsed(content), context()).findings)

    assert made.own
    assert made.name == "bai-can-sua.xlsm"
    name = "xl/vbaProject.bin"
    assert members_of(made.content)[name] == members_of(content)[name]


def hostile(members):
    name = "xl/styles.xml"
    members[name] = members[name].replace(
        b"<styleSheet", b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><styleSheet', 1
    )


def lost(members):
    del members["[Content_Types].xml"]


def cut(members):
    members["xl/styles.xml"] = members["xl/styles.xml"][:500]


@pytest.mark.parametrize("change", [hostile, lost, cut])
def test_what_cannot_be_patched_is_no_traceback(change):
    content = rewritten(FAULTY, change)

    assert annotate(content, "a.xlsx", assess(parsed(FAULTY), context()).findings) is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xls"])
def test_what_is_no_workbook_is_no_traceback(content):
    assert (
        annotate(content, "a.xls", assess(parsed(FAULTY), context()).findings, lambda: FAULTY)
        is None
    )


MEMBERS = members_of(given_back(FAULTY).content)
TEXTS = sorted(name for name in MEMBERS if not name.startswith(("docProps", "xl/theme")))
VALUES = [b'""', b'"-1"', b'"99999999999"', b'"A1:B2"', b'"rId1"', b'"../../x"', b"<a/>", b"\xff"]
damages = st.tuples(st.sampled_from(TEXTS), st.integers(0, 400), st.sampled_from(VALUES))


@settings(PROPERTY, max_examples=examples(40))
@given(st.lists(damages, min_size=1, max_size=3))
def test_a_damaged_file_is_marked_or_not_but_never_an_error_nor_made_worse(damaged):
    findings = assess(parsed(FAULTY), context()).findings
    members = dict(MEMBERS)
    for name, number, value in damaged:
        quoted = list(re.finditer(rb'"[^"<>]*"', members[name]))
        spot = quoted[number % len(quoted)]
        members[name] = members[name][: spot.start()] + value + members[name][spot.end() :]
    content = packed(members)

    made = annotate(content, "a.xlsx", findings, lambda: CLEAN)

    if made and made.own:
        assert readable(made.content) or not readable(content)


def readable(content):
    try:
        read_workbook(content, "a.xlsx")
    except UnreadableFile:
        return False
    return True
