"""The sheet "Hướng dẫn": what to do, in the order in which an official does it."""

from xlsxwriter import Workbook

from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.vietnamese.numbers import format_number
from tasks.rendering.excel import A4
from tasks.workbook.write.styles import INK, Styles, height_for

GUIDE_SHEET = "Hướng dẫn"
_WIDTH = 110
STEPS = (
    "Mở trang “Chấm điểm”. Chỉ điền các ô nền vàng; các ô khác, kể cả ô có công thức, đã khóa để "
    "giữ đúng biểu mẫu.",
    "Cột “Số liệu kê khai”: chọn trong danh sách, hoặc ghi số theo hướng dẫn hiện ra khi chọn ô. "
    "Tỷ lệ phần trăm chỉ ghi số, ví dụ 95,5; không gõ dấu %. Không có thì ghi 0.",
    "Cột “Điểm tự đánh giá”: điểm tự hiện ra theo số liệu kê khai và cách tính điểm. Điểm chưa "
    "đúng thì đồng chí sửa số liệu. Ô nền vàng ở cột này thì đồng chí ghi điểm theo cột “Cách tính "
    "điểm”.",
    "Chỉ chọn “Không áp dụng” khi danh sách có mức này và đơn vị không phát sinh nội dung đó.",
    "Mở trang “Tài liệu kiểm chứng”. Mỗi dòng ghi một văn bản: số, ký hiệu; ngày; cơ quan ban "
    "hành; trích yếu; trang, mục nếu chỉ một phần văn bản là căn cứ; tên tệp nếu gửi kèm. Cột “Tài "
    "liệu kiểm chứng đã gửi” ở trang “Chấm điểm” tự đếm số tài liệu.",
    "Ô hiện “Chưa có tài liệu” trên nền đỏ là có điểm mà chưa ghi tài liệu nào: đồng chí ghi tài "
    "liệu, hoặc nêu lý do ở cột “Giải trình”.",
    "Các dòng nền xám là điểm khảo sát mức độ hài lòng hoặc nội dung không áp dụng với đơn vị: "
    "đồng chí để nguyên.",
    "Không đổi tên trang, không thêm hoặc xóa cột. Lưu tệp ở dạng Excel (.xlsx).",
    "Gửi lại đúng tệp này, kèm các tệp tài liệu đã ghi tên (đính kèm từng tệp hoặc nén thành một "
    "tệp .zip), theo cách ghi ở trang “Bìa”. Tệp được tiếp nhận thì đồng chí nhận giấy báo; nếu có "
    "ô cần sửa thì nhận danh sách ghi rõ tên ô và nội dung cần ghi.",
)
_LAST_YEAR = (
    "Cột “Điểm năm trước” là điểm của đơn vị ở lần đánh giá năm trước, để đồng chí đối chiếu; ô để "
    "trống là chưa có số liệu."
)
_ADJUSTED = (
    "Điểm thưởng, điểm trừ do cơ quan thẩm định xem xét: thưởng không quá {bonus} điểm, trừ không "
    "quá {deduction} điểm; đơn vị không tự chấm."
)


def add_guide_sheet(
    workbook: Workbook, styles: Styles, criteria_set: CriteriaSet, *, last_year: bool = False
) -> None:
    """Add the instructions as numbered rows."""
    sheet = workbook.add_worksheet(GUIDE_SHEET)
    sheet.hide_gridlines(2)
    sheet.set_column("A:A", 6)
    sheet.set_column("B:B", _WIDTH)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    sheet.set_row(0, 36)
    heading = styles.text(bold=True, font_size=14, font_color=INK, align="center")
    sheet.merge_range("A1:B1", "HƯỚNG DẪN TỰ ĐÁNH GIÁ, CHẤM ĐIỂM", heading)
    number = styles.text(bold=True, font_color=INK, align="center", font_size=13)
    for row, step in enumerate(guide_steps(criteria_set, last_year=last_year), start=1):
        sheet.set_row(row, height_for([(step, _WIDTH)]) + 8)
        sheet.write_number(row, 0, row, number)
        sheet.write_string(row, 1, step, styles.text(font_size=13))
    sheet.protect("", {"format_rows": True, "format_columns": True})


def guide_steps(criteria_set: CriteriaSet, *, last_year: bool = False) -> tuple[str, ...]:
    """The instructions for one form; what it does not have is not spoken of."""
    beside = (_LAST_YEAR,) if last_year else ()
    if not criteria_set.adjustments:
        return (*STEPS, *beside)
    from_caps = _ADJUSTED.format(
        bonus=format_number(criteria_set.bonus_cap),
        deduction=format_number(criteria_set.deduction_cap),
    )
    return (*STEPS, *beside, from_caps)
