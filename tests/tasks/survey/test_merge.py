import csv
import hashlib
import io
from collections import Counter
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.domain.errors import UnreadableFile
from models.domain.scoring.survey import SurveyPolicy
from tasks.survey.merge import MergedSurvey, merge
from tasks.survey.source import SurveySource
from tests.support.profile import examples

ITEMS = ("3.4.1", "3.4.2")
UNITS = ("18496", "18499", "01234")
HEAD = "ma_phieu,ma_don_vi,kenh,3.4.1,3.4.2\n"


def csv_source(*lines: str, name: str = "giay.csv", head: str = HEAD) -> SurveySource:
    return SurveySource(name, (head + "".join(f"{line}\n" for line in lines)).encode())


def merged(*sources: SurveySource) -> MergedSurvey:
    return merge(sources, ITEMS, UNITS, SurveyPolicy())


def test_every_unit_question_and_answer_is_there_even_without_forms():
    counts = merged().counts
    assert counts == {u: {i: dict.fromkeys("ABCD", 0) for i in ITEMS} for u in UNITS}


def test_answers_are_counted_by_unit_and_question():
    counts = merged(csv_source("1,18496,giay,A,B", "2,18496,giay,A,D", "3,18499,,C,")).counts
    assert counts["18496"] == {
        "3.4.1": {"A": 2, "B": 0, "C": 0, "D": 0},
        "3.4.2": {"A": 0, "B": 1, "C": 0, "D": 1},
    }
    assert sum(counts["18499"]["3.4.2"].values()) == 0


def test_case_and_spaces_of_answers_units_and_headers_do_not_matter():
    source = csv_source("1, 18496 ,, a ,d", head=" MA_PHIEU ,Ma_Don_Vi,kenh,3.4.1, 3.4.2\n")
    counts = merged(source).counts
    assert counts["18496"]["3.4.1"]["A"] == 1
    assert counts["18496"]["3.4.2"]["D"] == 1


def test_byte_order_mark_semicolons_and_windows_line_ends_are_read():
    text = "\ufeff" + HEAD.replace(",", ";").replace("\n", "\r\n") + "1;18496;giấy, ép;A;B\r\n"
    batch = merged(SurveySource("excel.csv", text.encode())).batches[0]
    assert (batch.rows_read, batch.rows_kept) == (1, 1)


def test_a_bad_answer_is_left_out_and_counted_and_the_rest_of_the_form_stays():
    result = merged(csv_source("1,18496,,x,B", "2,18496,,5,C"))
    assert result.batches[0].bad_values == 2
    assert result.batches[0].rows_kept == 2
    assert result.counts["18496"]["3.4.1"] == dict.fromkeys("ABCD", 0)


def test_the_first_form_of_a_number_counts_over_all_sources():
    first = csv_source("P1,18496,,A,A", name="giay.csv")
    second = csv_source("p1 ,18496,,D,D", "P2,18496,,B,B", name="truc-tuyen.csv")
    result = merged(first, second)
    assert result.counts["18496"]["3.4.1"] == {"A": 1, "B": 1, "C": 0, "D": 0}
    assert [batch.duplicates for batch in result.batches] == [0, 1]


def test_duplicates_with_other_answers_are_told_apart_from_plain_copies():
    result = merged(csv_source("1,18496,,A,A", "1,18496,,a,A", "1,18496,,B,A"))
    assert result.batches[0].duplicates == 2
    assert result.conflicts == (1,)


def test_an_unusable_first_copy_does_not_shut_out_a_good_one():
    result = merged(csv_source("1,99999,,A,A", "1,18496,,,", "1,18496,,B,B"))
    batch = result.batches[0]
    assert result.counts["18496"]["3.4.1"]["B"] == 1
    assert (batch.unknown_units, batch.unusable, batch.duplicates) == (1, 1, 0)


def test_blank_forms_forms_without_number_and_broken_lines_are_counted():
    source = csv_source("1,18496,,,", ",18496,,A,A", "2,18496,,A", "3,18496,,A,A,A", ",,,,")
    batch = merged(source).batches[0]
    assert (batch.rows_read, batch.rows_kept, batch.unusable) == (5, 0, 5)


def test_a_unit_code_that_lost_its_leading_zero_in_excel_is_found():
    assert merged(csv_source("1,1234,,A,A")).counts["01234"]["3.4.1"]["A"] == 1


def test_a_batch_names_its_source_and_the_hash_of_what_was_sent():
    source = csv_source("1,18496,,A,A", name="Phiếu giấy đợt 1.csv")
    batch = merged(source).batches[0]
    assert batch.source == "Phiếu giấy đợt 1.csv"
    assert batch.sha256 == hashlib.sha256(source.content).hexdigest()


def test_columns_in_another_order_and_unknown_columns_are_no_problem():
    source = csv_source("B,x@y.example,18496,A,7", head="3.4.2,email,ma_don_vi,3.4.1,ma_phieu\n")
    assert merged(source).counts["18496"]["3.4.2"]["B"] == 1


def test_other_scales_with_an_odd_number_of_answers_are_counted():
    policy = SurveyPolicy(weights={a: Decimal(n) for n, a in enumerate("ABCDE")})
    counts = merge([csv_source("1,18496,,E,C", "2,18496,,E,A")], ITEMS, UNITS, policy).counts
    assert counts["18496"]["3.4.1"] == {"A": 0, "B": 0, "C": 0, "D": 0, "E": 2}
    assert counts["18496"]["3.4.2"]["C"] == 1


def workbook(*rows: list[object], titles: tuple[str, ...] = ("Bìa", "Phieu")) -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        sheets = [book.add_worksheet(title) for title in titles]
        for number, row in enumerate(rows):
            sheets[-1].write_row(number, 0, row)
    return output.getvalue()


def test_a_workbook_is_read_whatever_sheet_the_forms_are_on():
    content = workbook(HEAD.strip().split(","), [1, 18496, "giay", "A", "b"], [2, 1234, "", "C"])
    result = merged(SurveySource("phieu.xlsx", content))
    assert result.counts["18496"]["3.4.2"]["B"] == 1
    assert result.counts["01234"]["3.4.1"]["C"] == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 not a workbook",
        HEAD.encode("utf-16"),
        HEAD.replace("kenh", "kênh").encode("cp1258", "replace"),
        b"ma_phieu,ma_don_vi,3.4.1\n1,18496,A\n",
        b"ma_phieu,ma_don_vi,3.4.1,3.4.2,3.4.2\n",
        (HEAD + '1,18496,"giay,A,A\n2,18496,,A,A\n').encode(),
        (HEAD + "1,18496,,A,A\r2,18496,,A,A\r").encode(),
        workbook(["Họ tên", "Ký nhận"]),
    ],
    ids=["empty", "torn-xlsx", "utf-16", "old-code-page", "missing", "twice", "open-quote", "cr",
         "other-sheet"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_whole_is_refused_with_its_name_and_what_to_do(content: bytes):
    with pytest.raises(UnreadableFile, match=r"“hỏng\.csv”.*Đề nghị") as refused:
        merged(csv_source("1,18496,,A,A"), SurveySource("hỏng.csv", content))
    assert refused.value.subject == "hỏng.csv"


CELLS = st.sampled_from(["A", "b", " C", "D ", "", "x", "1,5", 'a"b'])
FORMS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", "4", "5", ""]),
        st.sampled_from([*UNITS, "77777"]),
        st.just("giay"),
        CELLS,
        CELLS,
    ),
    max_size=12,
)


def naive(forms: list[tuple[str, ...]]) -> tuple[Counter[tuple[str, str, str]], int]:
    """What a patient person with a pencil would count."""
    seen: set[str] = set()
    counts: Counter[tuple[str, str, str]] = Counter()
    for number, unit, _, *answers in forms:
        tidy = [answer.strip().upper() for answer in answers]
        good = [(i, a) for i, a in zip(ITEMS, tidy, strict=True) if a in set("ABCD")]
        if number and unit in UNITS and good and number not in seen:
            seen.add(number)
            counts.update((unit, item, answer) for item, answer in good)
    return counts, len(seen)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FORMS, FORMS)
def test_any_two_sources_give_what_counting_by_hand_gives(first, second):
    result = merged(*(SurveySource(f"{n}.csv", written(f)) for n, f in enumerate((first, second))))
    expected, kept = naive(first + second)
    flat = {
        (unit, item, answer): number
        for unit, by_item in result.counts.items()
        for item, by_answer in by_item.items()
        for answer, number in by_answer.items()
        if number
    }
    assert flat == dict(expected)
    assert sum(batch.rows_kept for batch in result.batches) == kept
    assert sum(batch.rows_read for batch in result.batches) == len(first) + len(second)


def written(forms: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD.strip().split(","))
    writer.writerows(forms)
    return text.getvalue().encode()


@pytest.mark.parametrize("place", ["XFD1048576", "AN1048576", "XFD2000"])
def test_a_value_far_outside_the_forms_is_refused_before_memory_is_taken(place):
    with pytest.raises(UnreadableFile, match="quá xa"):
        merged(SurveySource("xa.xlsx", workbook_with(place)))


def test_a_long_list_of_forms_is_not_too_far():
    assert merged(SurveySource("dai.xlsx", workbook_with("E20000"))).batches[0].rows_read == 19_999


def workbook_with(place: str) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD.strip().split(","))
        sheet.write(place, "A")
    return target.getvalue()
