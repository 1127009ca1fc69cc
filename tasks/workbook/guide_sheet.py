"""The sheet "Hướng dẫn": what to do, in the order in which an official does it."""

from __future__ import annotations

from xlsxwriter import Workbook

from models.domain.criteria import CriteriaSet
from models.domain.numbers_vi import format_number
from tasks.workbook.styles import INK, Styles

GUIDE_SHEET = "Hướng dẫn"
STEPS = (
    "Mở trang “Chấm điểm”. Chỉ điền các ô nền vàng; các ô khác đã khóa để giữ đúng biểu mẫu.",
    "Cột “Số liệu kê khai”: chọn trong danh sách, hoặc ghi số theo hướng dẫn hiện ra khi chọn ô. "
    "Tỷ lệ phần trăm chỉ ghi số, ví dụ 95,5; không gõ dấu %. Không có thì ghi 0.",
    "Cột “Điểm tự đánh giá”: điểm hiện ra theo số liệu kê khai và cách tính điểm, đồng chí kiểm "
    "tra lại. Ô chưa có điểm thì đồng chí ghi điểm theo cột “Cách tính điểm”.",
    "Chỉ chọn “Không áp dụng” khi danh sách có mức này và đơn vị không phát sinh nội dung đó.",
    "Cột “Tài liệu kiểm chứng đã gửi”: ghi số, ngày, tên văn bản, nêu rõ trang, mục nếu chỉ một "
    "phần văn bản là căn cứ. Không có tài liệu thì nêu lý do ở cột “Giải trình”.",
    "Các dòng nền xám là điểm khảo sát mức độ hài lòng: đơn vị không tự chấm, để nguyên.",
    "Không thêm, xóa dòng hoặc cột, không đổi tên trang. Lưu tệp ở dạng Excel (.xlsx).",
    "Gửi lại đúng tệp này theo cách ghi ở trang “Bìa”. Tệp được tiếp nhận thì đồng chí nhận giấy "
    "báo; nếu có ô cần sửa thì nhận danh sách ghi rõ tên ô và nội dung cần ghi.",
)
_ADJUSTED = (
    "Điểm thưởng, điểm trừ do cơ quan thẩm định xem xét: thưởng không quá {bonus} điểm, trừ không "
    "quá {deduction} điểm; đơn vị không tự chấm."
)


def add_guide_sheet(workbook: Workbook, styles: Styles, criteria_set: CriteriaSet) -> None:
    """Add the instructions as numbered rows."""
    sheet = workbook.add_worksheet(GUIDE_SHEET)
    sheet.hide_gridlines(2)
    sheet.set_column("A:A", 6)
    sheet.set_column("B:B", 104)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_row(0, 36)
    heading = styles.text(bold=True, font_size=14, font_color=INK, align="center")
    sheet.merge_range("A1:B1", "HƯỚNG DẪN TỰ ĐÁNH GIÁ, CHẤM ĐIỂM", heading)
    number = styles.text(bold=True, font_color=INK, align="center", font_size=13)
    for row, step in enumerate(guide_steps(criteria_set), start=1):
        sheet.set_row(row, 40)
        sheet.write_number(row, 0, row, number)
        sheet.write_string(row, 1, step, styles.text(font_size=13))
    sheet.protect("", {"format_rows": True, "format_columns": True})


def guide_steps(criteria_set: CriteriaSet) -> tuple[str, ...]:
    """The instructions for one set; bonus and deduction are only spoken of when it has them."""
    if not criteria_set.adjustments:
        return STEPS
    from_caps = _ADJUSTED.format(
        bonus=format_number(criteria_set.bonus_cap),
        deduction=format_number(criteria_set.deduction_cap),
    )
    return (*STEPS, from_caps)
