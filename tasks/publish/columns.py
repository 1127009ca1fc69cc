"""The columns of the open data: one list, so that every format holds the same figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from models.domain.criteria.criteria_set import Area
from models.domain.scoring.late_penalty import LatePenalty
from models.domain.scoring.results import UnitResult
from tasks.publish.publication import Publication

_LATE = "diem_tru_nop_muon"

DataValue = str | int | Decimal | bool
"""What a cell holds; Decimal always means two decimals."""


@dataclass(frozen=True)
class DataColumn:
    """A column: name for programs, heading and meaning for people, and how to read it."""

    name: str
    heading: str
    meaning: str
    of: Callable[[UnitResult], DataValue]


def columns(publication: Publication) -> tuple[DataColumn, ...]:
    """All columns of this publication, those of the areas last."""
    note, penalty = publication.criteria_note, publication.campaign.late_penalty
    return (
        *(_FIXED if penalty is None else _with_late(penalty)),
        DataColumn("bo_tieu_chi", "Bộ tiêu chí", "Bộ tiêu chí dùng để chấm", lambda _: note),
        *(_of_area(area) for area in publication.criteria_set.areas),
    )


def _with_late(penalty: LatePenalty) -> Iterator[DataColumn]:
    """The fixed columns of a campaign that takes points off what came late."""
    for column in _FIXED:
        if column.name == "tong_diem":
            meaning = penalty.in_words()
            yield DataColumn(_LATE, "Trừ nộp muộn", meaning, lambda r: r.late_deduction)
            meaning = column.meaning.replace("điểm trừ,", "điểm trừ − trừ nộp muộn,")
            yield replace(column, meaning=meaning)
        else:
            yield column


def _of_area(area: Area) -> DataColumn:
    return DataColumn(
        f"linh_vuc_{area.code}",
        f"Lĩnh vực {area.code}",
        f"Điểm lĩnh vực {area.code}: {area.name} (tối đa {area.max_points:.2f})",
        lambda result: result.area_points.get(area.code, Decimal(0)),
    )


_FIXED = (
    DataColumn("hang", "Hạng", "Hạng theo chỉ số, từ cao xuống thấp", lambda r: r.rank),
    DataColumn("dong_hang", "Đồng hạng", "Có đơn vị khác cùng hạng hay không", lambda r: r.tied),
    DataColumn("ma_don_vi", "Mã đơn vị", "Mã đơn vị hành chính", lambda r: r.unit),
    DataColumn("ten_don_vi", "Đơn vị", "Tên đơn vị", lambda r: r.name),
    DataColumn(
        "co_tu_danh_gia",
        "Có tự đánh giá",
        "Đơn vị có gửi bảng tự đánh giá hay không; không gửi thì phần chấm điểm tính 0 điểm",
        lambda r: r.submitted,
    ),
    DataColumn(
        "diem_tu_danh_gia",
        "Tự đánh giá",
        "Tổng điểm đơn vị tự chấm, không tính vào tổng điểm",
        lambda r: r.self_points,
    ),
    DataColumn(
        "diem_tham_dinh",
        "Thẩm định",
        "Tổng điểm các tiêu chí chấm điểm sau thẩm định",
        lambda r: r.appraised_points,
    ),
    DataColumn(
        "chua_tham_dinh",
        "Chưa thẩm định",
        "Mã các tiêu chí chưa được thẩm định, cách nhau bằng dấu chấm phẩy; điểm thẩm định của các "
        "tiêu chí này lấy theo điểm tự đánh giá",
        lambda r: "; ".join(r.unappraised),
    ),
    DataColumn(
        "diem_khao_sat",
        "Khảo sát",
        "Tổng điểm các tiêu chí đo bằng khảo sát sự hài lòng",
        lambda r: r.survey_points,
    ),
    DataColumn("diem_thuong", "Điểm thưởng", "Điểm thưởng, đã áp mức trần", lambda r: r.bonus),
    DataColumn("diem_tru", "Điểm trừ", "Điểm trừ, đã áp mức trần", lambda r: r.deduction),
    DataColumn(
        "tong_diem",
        "Tổng điểm",
        "Thẩm định + khảo sát + điểm thưởng − điểm trừ, trong khoảng từ 0 đến điểm tối đa",
        lambda r: r.total,
    ),
    DataColumn(
        "diem_toi_da",
        "Điểm tối đa",
        "Điểm tối đa của đơn vị, đã bỏ các tiêu chí không áp dụng",
        lambda r: r.maximum,
    ),
    DataColumn(
        "chi_so",
        "Chỉ số (%)",
        "Tổng điểm : điểm tối đa × 100, làm tròn 2 chữ số, từ 0,005 trở lên làm tròn lên",
        lambda r: r.index_percent,
    ),
    DataColumn(
        "hang_tu",
        "Khoảng hạng từ",
        "Hạng cao nhất có thể, xét sai số khảo sát (95 %)",
        lambda r: r.rank_low,
    ),
    DataColumn(
        "hang_den",
        "Khoảng hạng đến",
        "Hạng thấp nhất có thể, xét sai số khảo sát (95 %)",
        lambda r: r.rank_high,
    ),
    DataColumn(
        "xep_loai", "Xếp loại", "Xếp loại, nếu đợt đánh giá có quy định", lambda r: r.band or ""
    ),
)
