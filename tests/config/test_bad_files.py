from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from config.loaders import campaign_ids, load_campaign, load_criteria_set
from models.domain.errors import ConfigurationError, NotFound
from models.domain.scoring.late_penalty import DayKind, LatePenalty

Edit = Callable[[str, str, str], None]
HOME = "campaigns/huong-khe-2021"
SET = "criteria/phu-luc-iii-2021.yaml"
CAMPAIGN, UNITS, CONTACTS = (
    f"{HOME}/{name}" for name in ("campaign.yaml", "units.csv", "contacts.csv")
)
FIRST = "18496,Thị trấn Hương Khê,commune"

BAD_CAMPAIGNS = {
    "YAML syntax": (
        CAMPAIGN,
        "year: 2021",
        "year: [2021",
        r"campaign\.yaml, dòng \d+: sai cú pháp",
    ),
    "repeated key": (
        CAMPAIGN,
        "year: 2021",
        "year: 2021\nyear: 2022",
        r"campaign\.yaml, dòng 4: khóa “year” ghi hai lần",
    ),
    "unknown key": (
        CAMPAIGN,
        "  quorum: 3",
        "  quorum: 3\n  quroum: 4",
        r"campaign\.yaml, dòng \d+: council › quroum: mục này không có trong mẫu; đề nghị xóa",
    ),
    "missing key": (CAMPAIGN, "year: 2021\n", "", r"campaign\.yaml, dòng 1: year: thiếu mục"),
    "wrong type": (
        CAMPAIGN,
        "quorum: 3",
        "quorum: ba",
        r"campaign\.yaml, dòng \d+: council › quorum: phải là số nguyên",
    ),
    "a word for a section": (
        CAMPAIGN,
        "council:\n  quorum: 3",
        "council: có",
        r"council: giá trị không đúng kiểu; đề nghị xem",
    ),
    "wrong date": (
        CAMPAIGN,
        "opens: 2021-10-11",
        "opens: 11/10/2021",
        r"stages › plan › opens: phải là ngày dạng 2021-11-05",
    ),
    "wrong choice": (
        CAMPAIGN,
        "kind: before",
        "kind: truoc",
        r"kind: giá trị không thuộc danh mục; đề nghị dùng một trong: 'before' hoặc 'at_latest'",
    ),
    "missing stage": (
        CAMPAIGN,
        "  council:\n    opens: 2021-10-20\n    limit: {kind: before, day: 2021-10-25}\n",
        "",
        r"campaign\.yaml: thiếu bước: council; đề nghị",
    ),
    "id of another folder": (CAMPAIGN, "id: huong-khe-2021", "id: khac", r"khác tên thư mục"),
    "units in the YAML": (
        CAMPAIGN,
        "year: 2021",
        "year: 2021\nunits: []",
        r"chuyển sang units\.csv",
    ),
    "stage opens before the one it waits for": (
        CAMPAIGN,
        "  council:\n    opens: 2021-10-20",
        "  council:\n    opens: 2021-10-08",
        r"“Thành lập Hội đồng thẩm định” mở ngày 08/10/2021, trước khi bước “Xây dựng kế hoạch",
    ),
    "stage is due before the one it waits for": (
        CAMPAIGN,
        "    limit: {kind: at_latest, day: 2021-12-31}",
        "    limit: {kind: before, day: 2021-11-21}",
        r"mở ngày 22/11/2021 là sau hạn(?s:.)*“Đề nghị khen thưởng” có hạn trước ngày 21/11/2021, "
        r"trước hạn của bước “Công bố kết quả” \(trước ngày 22/11/2021\)",
    ),
    "no working day to answer": (
        CAMPAIGN,
        "    returns: {kind: at_latest, day: 2021-11-15}",
        "    returns: {kind: at_latest, day: 2021-11-10}",
        r"“Thẩm định kết quả tự đánh giá” sớm nhất bắt đầu ngày 10/11/2021, sau ngày đó không còn "
        r"ngày làm việc nào đến hạn nộp \(chậm nhất vào ngày 10/11/2021\)",
    ),
    "stage opens after its limit": (
        CAMPAIGN,
        "opens: 2021-10-11",
        "opens: 2021-10-20",
        r"mở ngày 20/10/2021 là sau hạn",
    ),
    "returns after the limit": (
        CAMPAIGN,
        "returns: {kind: at_latest, day: 2021-11-12}",
        "returns: {kind: at_latest, day: 2021-11-22}",
        r"hạn nộp \(chậm nhất vào ngày 22/11/2021\) sau hạn của bước",
    ),
    "explanations before the sheets are in": (
        CAMPAIGN,
        "explanations: {kind: at_latest, day: 2021-11-17}",
        "explanations: {kind: at_latest, day: 2021-11-15}",
        r"hạn giải trình \(chậm nhất vào ngày 15/11/2021\) phải sau hạn nộp",
    ),
    "explanations after the end of the stage": (
        CAMPAIGN,
        "explanations: {kind: at_latest, day: 2021-11-17}",
        "explanations: {kind: at_latest, day: 2021-11-22}",
        r"hạn giải trình \(chậm nhất vào ngày 22/11/2021\) sau hạn của bước",
    ),
    "explanations of a stage that appraises nothing": (
        CAMPAIGN,
        "    returns: {kind: at_latest, day: 2021-11-12}",
        "    explanations: {kind: at_latest, day: 2021-11-12}",
        r"“Khảo sát sự hài lòng” có hạn giải trình \(explanations\) nhưng chỉ bước thẩm định",
    ),
    "locks before returns": (
        CAMPAIGN,
        "locks: {kind: at_latest, day: 2021-11-09}",
        "locks: {kind: before, day: 2021-11-05}",
        r"khóa trước hạn nộp",
    ),
    "a penalty that takes less in all than for a day": (
        CAMPAIGN,
        "council:",
        "late_penalty: {points_per_day: 3, at_most: 2}\ncouncil:",
        r"dòng \d+: late_penalty: mức trừ tối đa \(at_most\) nhỏ hơn mức trừ một ngày",
    ),
    "a penalty of nothing": (
        CAMPAIGN,
        "council:",
        "late_penalty: {points_per_day: 0, at_most: 2}\ncouncil:",
        r"points_per_day: phải lớn hơn 0; đề nghị sửa",
    ),
    "a penalty finer than a hundredth": (
        CAMPAIGN,
        "council:",
        "late_penalty: {points_per_day: 0.125, at_most: 2}\ncouncil:",
        r"points_per_day: có quá 2 chữ số thập phân",
    ),
    "a penalty by weeks": (
        CAMPAIGN,
        "council:",
        "late_penalty: {points_per_day: 1, at_most: 2, counted_in: weeks}\ncouncil:",
        r"counted_in: giá trị không thuộc danh mục; .*'calendar_days' hoặc 'working_days'",
    ),
    "hour with a zone": (
        CAMPAIGN,
        "limit: {kind: before, day: 2021-10-20}",
        "limit: {kind: before, day: 2021-10-20, hour: '17:00Z'}",
        r"hour: giờ ghi theo giờ Việt Nam dạng 17:00, không kèm giây và múi giờ; đề nghị sửa",
    ),
    "quorum above the council": (CAMPAIGN, "quorum: 3", "quorum: 7", r"Hội đồng có 6 người"),
    "set of the wrong level": (
        CAMPAIGN,
        "commune: phu-luc-iii-2021",
        "commune: phu-luc-ii-2021",
        r"không dùng được cho “commune”",
    ),
    "form without a set": (
        CAMPAIGN,
        "  authority: phu-luc-ii-2021\n",
        "",
        r"thiếu bộ tiêu chí cho “authority”",
    ),
    "missing column": (
        UNITS,
        "code,name,kind",
        "code,ten,kind",
        r"units\.csv, dòng 1: thiếu cột name\. Dòng đầu của tệp phải là: code,name,kind",
    ),
    "strange column": (UNITS, "code,name,kind", "code,name,kind,kind", r"cột lạ hoặc trùng 'kind'"),
    "too few cells": (UNITS, FIRST, "18496,Thị trấn Hương Khê", r"units\.csv, dòng 7: có 2 ô"),
    "repeated code": (
        UNITS,
        FIRST,
        f"{FIRST}\n{FIRST}",
        r"units\.csv, dòng 8: mã “18496” đã có ở dòng 7",
    ),
    "unknown kind of unit": (
        UNITS,
        FIRST,
        FIRST.replace("commune", "xã"),
        r"units\.csv, dòng 7 .*: kind: giá trị không thuộc danh mục",
    ),
    **{
        f"code {code!r}": (
            UNITS,
            FIRST,
            FIRST.replace("18496", code),
            r"units\.csv, dòng 7 \(mã “.+”\): code: (không đúng dạng|dài quá 40 chữ)",
        )
        for code in ("a/b", "..", "a b", ".an", "x" * 300, "xã", "a\\b")
    },
    **{
        f"address {address!r}": (
            CONTACTS,
            "chutich@huongkhe.example",
            f'"{address}"',
            r"contacts\.csv, dòng \d+ \(mã “chairman”\): email: không đúng dạng",
        )
        for address in ("a,b<c>@x.example", "a b@x.example", "a\nb@x.example", "a@x", "ă@x.example")
    },
    "empty name": (
        UNITS,
        FIRST,
        "18496,,commune",
        r"units\.csv, dòng 7 .*: name: thiếu mục bắt buộc",
    ),
    "wrong address": (
        CONTACTS,
        "chutich@huongkhe.example",
        "chutich",
        r"contacts\.csv, dòng 2 .*: email: không đúng dạng",
    ),
    "contact of no unit": (
        CONTACTS,
        "noi-vu,lanhdao",
        "noivu,lanhdao",
        r"người liên hệ thuộc đơn vị không có: noivu",
    ),
    "unit without a head": (
        CONTACTS,
        "noi-vu.head,head",
        "noi-vu.head,officer",
        r"Phòng Nội vụ \(noi-vu\) chưa có người ở vị trí head",
    ),
    "body without a department": (
        SET,
        "body: van-hoa",
        "body: so-khcn",
        r"lĩnh vực 7 của bộ phu-luc-iii-2021 do “so-khcn” phụ trách",
    ),
    "body of a criterion without a department": (
        SET,
        "        max_points: 2.5\n",
        "        max_points: 2.5\n        body: so-khcn\n",
        r"tiêu chí 1\.1 của bộ phu-luc-iii-2021 do “so-khcn” phụ trách",
    ),
    "body of an item without a department": (
        SET,
        "            max_points: 0.5\n",
        "            max_points: 0.5\n            body: so-khcn\n",
        r"tiêu chí thành phần 1\.1\.1 của bộ phu-luc-iii-2021 do “so-khcn” phụ trách",
    ),
    "body of a bonus without a department": (
        SET,
        "    source: bonus\n    body: noi-vu\n",
        "    source: bonus\n    body: so-khcn\n",
        r"điểm thưởng, điểm trừ C\.1 của bộ phu-luc-iii-2021 do “so-khcn” phụ trách",
    ),
    "excused unit that is not there": (
        SET,
        "            max_points: 0.5\n",
        "            max_points: 0.5\n            excused: ['18496', '81496']\n",
        r"tiêu chí 1\.1\.1 của bộ phu-luc-iii-2021 miễn áp dụng .* units\.csv: 81496; đề nghị",
    ),
    "set of another year": (
        SET,
        "year: 2021",
        "year: 2020",
        r"bộ tiêu chí phu-luc-iii-2021 là của năm 2020, đợt đánh giá là năm 2021; đề nghị",
    ),
    "set not yet in force": (
        SET,
        "effective_from: 2021-10-11",
        "effective_from: 2022-01-01",
        r"có hiệu lực từ 01/01/2022, không gồm năm 2021; đề nghị",
    ),
    "set no longer in force": (
        SET,
        "effective_from: 2021-10-11",
        "effective_from: 2019-10-08\neffective_to: 2020-12-31",
        r"có hiệu lực từ 08/10/2019 đến 31/12/2020, không gồm năm 2021; đề nghị",
    ),
    "unknown office": (
        CAMPAIGN,
        "office_code: noi-vu",
        "office_code: noivu",
        r"cơ quan thường trực “noivu” .* không phải phòng, ban nào",
    ),
    "tie-break without areas": (
        CAMPAIGN,
        "council:\n",
        "ranking: {tie: tie_break}\ncouncil:\n",
        r"chọn quy tắc tie_break nhưng chưa ghi lĩnh vực nào; đề nghị",
    ),
    "tie-break by an unknown area": (
        CAMPAIGN,
        "council:\n",
        "ranking: {tie: tie_break, tie_break_areas: ['3', '33']}\ncouncil:\n",
        r"lĩnh vực “33”, bộ phu-luc-iii-2021 không có; đề nghị chọn trong các mã: 1, 2, 3",
    ),
}

BAD_SETS = {
    "wrong sum": (
        "            max_points: 0.5\n",
        "            max_points: 0.75\n",
        r"- dòng 12: phần chấm điểm: .*70,25 .*khác số ghi 70 điểm\n"
        r"- dòng 19: 1\.1: các mục con cộng lại được 2,75 điểm, khác số ghi 2,5 điểm\n"
        r"- dòng 23: 1\.1\.1: mức cao nhất được 0,5 điểm, phải bằng điểm tối đa",
    ),
    "wrong order": (
        "- code: 1.1.2",
        "- code: 1.1.4",
        r"- dòng 39: 1\.1\.3: mã đứng sai thứ tự, sau 1\.1\.4",
    ),
    "wrong split": (
        "scored: 70",
        "scored: 80",
        r"- dòng 12: phần chấm điểm: .*được 70 điểm, khác số ghi 80",
    ),
    "adjustment that nobody looks into": (
        "    source: bonus\n    body: noi-vu\n",
        "    source: bonus\n",
        r"- dòng 877: C\.1: chưa ghi cơ quan xem xét",
    ),
    "the common choice as a level": (
        "label: Ban hành trong tháng 02",
        "label: Không áp dụng",
        r"- dòng 23: 1\.1\.1: mức “Không áp dụng” .*optional: true",
    ),
    "unknown rule": (
        "kind: choice",
        "kind: chon",
        r"dòng \d+: areas › 1 › criteria › 1\.1 › items › 1\.1\.1 › rule: loại quy tắc",
    ),
    "rule without a kind": ("kind: yes_no", "unit: x", r"1\.1\.2 › rule: chưa ghi loại quy tắc"),
    "three decimals": ("points: 0.25", "points: 0.125", r"có quá 2 chữ số thập phân"),
    "code of another file": ("code: phu-luc-iii-2021", "code: khac", r"khác tên tệp"),
    "words for a number": ("max_points: 0.5", "max_points: nửa điểm", r"phải là số"),
}

BAD_EXTENSIONS = {
    "unknown base": (
        "extends: phu-luc-iii-2021",
        "extends: phu-luc-x",
        r"mục extends: Không có bộ",
    ),
    "chain": ("extends: phu-luc-iii-2021", "extends: phu-luc-iii-2026", r"cũng là bộ kế thừa"),
    "unknown code": ('"7":', '"77":', r"mục names: bộ gốc không có mã 77"),
    "end before the beginning": (
        "illustrative: true",
        "illustrative: true\neffective_to: 2025-01-01",
        r"- phu-luc-iii-2026\.yaml, dòng 13: .*ngày hết hiệu lực 01/01/2025 trước ngày 01/10/2026",
    ),
    "unknown key": ("year: 2026", "nam: 2026", r"phu-luc-iii-2026\.yaml, dòng \d+: nam: mục này"),
}


@pytest.mark.parametrize("case", BAD_CAMPAIGNS)
def test_a_bad_campaign_is_refused_with_what_to_do(root: Path, edit: Edit, case: str) -> None:
    path, old, new, message = BAD_CAMPAIGNS[case]
    edit(path, old, new)
    with pytest.raises(ConfigurationError, match=message):
        load_campaign("huong-khe-2021", root)


def test_a_penalty_for_lateness_is_read_and_there_is_none_by_default(
    root: Path, edit: Edit
) -> None:
    assert load_campaign("huong-khe-2021", root).late_penalty is None
    own = "late_penalty: {points_per_day: 0.5, at_most: 2, counted_in: working_days}\ncouncil:"
    edit(CAMPAIGN, "council:", own)
    penalty = load_campaign("huong-khe-2021", root).late_penalty
    assert penalty == LatePenalty(
        points_per_day=Decimal("0.5"), at_most=Decimal(2), counted_in=DayKind.WORKING
    )


def test_a_campaign_without_an_operator_is_refused(root: Path, edit: Edit) -> None:
    for _ in range(2):
        edit(CONTACTS, ",operator,", ",recipient,")
    with pytest.raises(ConfigurationError, match=r"chưa có người vận hành \(operator\)"):
        load_campaign("huong-khe-2021", root)


@pytest.mark.parametrize("case", BAD_SETS)
def test_a_bad_set_is_refused_with_what_to_do(root: Path, edit: Edit, case: str) -> None:
    old, new, message = BAD_SETS[case]
    edit(SET, old, new)
    with pytest.raises(ConfigurationError, match=message):
        load_criteria_set("phu-luc-iii-2021", root)


@pytest.mark.parametrize("case", BAD_EXTENSIONS)
def test_a_bad_extension_is_refused_with_what_to_do(root: Path, edit: Edit, case: str) -> None:
    old, new, message = BAD_EXTENSIONS[case]
    edit("criteria/phu-luc-iii-2026.yaml", old, new)
    with pytest.raises(ConfigurationError, match=message):
        load_criteria_set("phu-luc-iii-2026", root)


def test_a_problem_of_the_base_is_told_with_the_row_in_the_base(root: Path, edit: Edit) -> None:
    edit(SET, "- code: 1.1.2", "- code: 1.1.4")
    with pytest.raises(ConfigurationError, match=r"- phu-luc-iii-2021\.yaml, dòng 39: 1\.1\.3"):
        load_criteria_set("phu-luc-iii-2026", root)


def test_a_file_in_another_encoding_is_refused_with_its_row(root: Path) -> None:
    file = root / UNITS
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp1258", errors="replace"))
    with pytest.raises(
        ConfigurationError, match=r"units\.csv, dòng \d+: tệp không ở bảng mã UTF-8"
    ):
        load_campaign("huong-khe-2021", root)


def test_a_missing_table_is_named(root: Path) -> None:
    (root / CONTACTS).unlink()
    with pytest.raises(ConfigurationError, match=r"contacts\.csv: không có tệp này"):
        load_campaign("huong-khe-2021", root)


@pytest.mark.parametrize("text", ["", "- 1\n- 2\n", "chỉ có chữ"])
def test_yaml_that_is_no_mapping_is_refused(root: Path, text: str) -> None:
    (root / CAMPAIGN).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"khóa: giá trị"):
        load_campaign("huong-khe-2021", root)


def test_a_quorum_that_needs_members_of_ranked_communes_is_refused(root: Path, edit: Edit) -> None:
    edit(CAMPAIGN, "quorum: 3", "quorum: 6")
    load_campaign("huong-khe-2021", root)
    edit(CONTACTS, "Trưởng phòng Nội vụ,noi-vu,uyvien", "Chủ tịch UBND thị trấn,18496,uyvien")
    with pytest.raises(ConfigurationError, match=r"5 người được bỏ phiếu.*\(6\)"):
        load_campaign("huong-khe-2021", root)


def test_all_faults_of_a_file_are_told_at_once(root: Path, edit: Edit) -> None:
    edit(CAMPAIGN, "year: 2021", "year: nay")
    edit(CAMPAIGN, "quorum: 3", "quorum: ba")
    with pytest.raises(ConfigurationError) as refused:
        load_campaign("huong-khe-2021", root)
    assert len(refused.value.message.splitlines()) == 2


def test_an_unknown_campaign_names_those_that_exist() -> None:
    with pytest.raises(NotFound, match=r"“khac”.*ha-tinh-2026, huong-khe-2021"):
        load_campaign("khac")


@pytest.mark.parametrize("name", ["../config", "", ".", "huong-khe-2021/../ha-tinh-2026"])
def test_an_id_is_never_a_path(name: str) -> None:
    with pytest.raises(NotFound):
        load_campaign(name)
    with pytest.raises(NotFound):
        load_criteria_set(name)


def test_an_own_campaign_is_listed_with_those_that_ship(root: Path) -> None:
    (root / HOME).rename(root / "campaigns" / "dot-rieng")
    assert campaign_ids(root) == ("dot-rieng", "ha-tinh-2026", "huong-khe-2021")


def test_an_own_set_wins_over_the_one_that_ships(root: Path, edit: Edit) -> None:
    edit(SET, "illustrative: true\n", "")
    assert not load_criteria_set("phu-luc-iii-2021", root).illustrative
    assert load_criteria_set("phu-luc-iii-2021").illustrative


def test_spreadsheet_marks_and_stray_spaces_do_no_harm(root: Path, edit: Edit) -> None:
    edit(UNITS, FIRST, "18496 ,  Thị trấn   Hương Khê ,commune\n,,\n")
    file = root / UNITS
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load_campaign("huong-khe-2021", root).unit("18496").name == "Thị trấn Hương Khê"


def test_codes_and_points_are_read_as_written(root: Path, edit: Edit) -> None:
    edit(SET, "version: 1", "version: 1\neffective_to: 2021-12-31")
    edit(SET, "code: '1.1'", "code: 1.1")
    criteria_set = load_criteria_set("phu-luc-iii-2021", root)
    assert criteria_set.areas[0].criteria[0].code == "1.1"
