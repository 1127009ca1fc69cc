"""Every sentence of the checks that officials read: what is wrong and what to type.

Cell names are put in front by ``findings``; a sentence about cells starts in lower case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from models.domain.criteria.rule_words import NOT_APPLICABLE
from models.domain.values import CENT
from models.domain.vietnamese.numbers import format_number

_SEND_OURS = "Đề nghị điền vào đúng tệp đã gửi cho đơn vị rồi gửi lại."


def no_identity() -> str:
    """The hidden identity of the file is gone or never was."""
    return (
        "Tệp không phải biểu mẫu đã gửi cho đơn vị (phần nhận dạng ẩn trong tệp không còn). "
        + _SEND_OURS
    )


def wrong_form() -> str:
    """The file is another of the campaign's forms."""
    return f"Tệp là biểu mẫu khác với biểu mẫu cần nộp. {_SEND_OURS}"


def wrong_campaign(sent: str, expected: str) -> str:
    """The file is of another campaign (ids)."""
    return f"Tệp thuộc đợt đánh giá “{sent}”, không phải đợt “{expected}”. {_SEND_OURS}"


def wrong_unit(sent: str, expected: str) -> str:
    """The file is of another unit (names)."""
    return f"Tệp là của {sent}, không phải của {expected}. {_SEND_OURS}"


def wrong_version(sent: int, expected: int) -> str:
    """The file was made from another version of the criteria."""
    return f"Tệp là biểu mẫu phiên bản {sent}; phiên bản đang dùng là {expected}. {_SEND_OURS}"


def wrong_template(sent: str, expected: str) -> str:
    """The file was made from another criteria set (codes)."""
    return f"Tệp lập theo bộ tiêu chí “{sent}”; bộ đang dùng là “{expected}”. {_SEND_OURS}"


def wrong_round(sent: int, expected: int) -> str:
    """The file was made for another round."""
    return f"Tệp là của lần {sent}; hiện đang nhận lần {expected}. {_SEND_OURS}"


def missing_columns(headers: Sequence[str]) -> str:
    """Headers that are not there."""
    names = ", ".join(f"“{header}”" for header in headers)
    return (
        f"Không tìm thấy cột {names} trong biểu chấm điểm. Đề nghị không sửa dòng tiêu đề; "
        "chép số liệu sang tệp đã gửi cho đơn vị rồi gửi lại."
    )


def missing_criteria(codes: Sequence[str]) -> str:
    """Codes whose rows were deleted."""
    return (
        f"Biểu chấm điểm thiếu dòng của tiêu chí {', '.join(codes)}. Đề nghị không xóa dòng; "
        "chép số liệu sang tệp đã gửi cho đơn vị rồi gửi lại."
    )


def missing_rows(count: int, first: str) -> str:
    """Rows of a score sheet that were deleted: how many, and the first one's key."""
    return (
        f"Phiếu thẩm định thiếu {count} dòng, bắt đầu từ dòng có mã {first}. Đề nghị không xóa "
        "dòng; chép kết quả sang phiếu đã gửi rồi gửi lại."
    )


def doubled_criteria(code: str) -> str:
    """A code that stands in several rows."""
    return f"mã {code} có ở nhiều dòng. Đề nghị giữ lại một dòng và xóa các dòng thừa."


def unknown_criteria() -> str:
    """A code that the form does not have."""
    return "mã này không có trong biểu mẫu của đơn vị. Đề nghị xóa dòng đã thêm."


def unknown_lines() -> str:
    """A row of a score sheet that was not sent."""
    return (
        "dòng này không có trong phiếu đã gửi cho cơ quan thẩm định. Đề nghị xóa dòng đã thêm; "
        "điểm của tiêu chí do cơ quan phụ trách tiêu chí đó chấm."
    )


def silent_unit(name: str) -> str:
    """Points for a unit that sent no self-assessment."""
    return (
        f"{name} chưa gửi bảng tự đánh giá nên không thẩm định, điểm ở dòng này không được tính. "
        "Đề nghị xóa dòng; đơn vị gửi bảng rồi mới thẩm định."
    )


def changed_name() -> str:
    """An edited name."""
    return "tên tiêu chí đã bị sửa. Đề nghị chép lại đúng tên trong tệp đã gửi cho đơn vị."


def changed_maximum(maximum: Decimal) -> str:
    """An edited maximum, and what it was."""
    return f"điểm tối đa đã bị sửa. Đề nghị ghi lại {format_number(maximum)}."


def survey_self_scored() -> str:
    """A filled cell of a survey item."""
    return (
        "điểm của tiêu chí này lấy từ khảo sát mức độ hài lòng, đơn vị không tự chấm. "
        "Đề nghị xóa nội dung trong ô."
    )


def missing_choice(labels: Sequence[str]) -> str:
    """An empty cell that takes one of ``labels``."""
    return f"chưa có số liệu. Đề nghị chọn {_one_of(labels)}."


def missing_number(whole: bool, optional: bool) -> str:
    """An empty cell that takes a number: a count or any, of an item that may not apply or must.

    A 0 keeps an item in the divisor; what did not occur and is optional leaves it.
    """
    number = "số nguyên, ví dụ 3" if whole else "số, ví dụ 1,5"
    nothing = (
        f"không phát sinh thì ghi “{NOT_APPLICABLE}”, có phát sinh mà không đạt thì ghi 0"
        if optional
        else "không có thì ghi 0"
    )
    return f"chưa có số liệu. Đề nghị ghi {number}; {nothing}."


def not_a_number() -> str:
    """Text, a date, or a number that could mean two."""
    return (
        "nội dung không đọc được thành một con số. Đề nghị chỉ gõ số, ví dụ 1,5 hoặc 1500; "
        "không gõ chữ, ngày tháng, đơn vị tính và dấu phân cách hàng nghìn."
    )


def number_became_date(day: date) -> str:
    """A number that Excel took for this day."""
    return (
        f"Excel đã hiểu số vừa gõ là ngày {day:%d/%m/%Y}. Đề nghị đổi định dạng ô thành Số "
        "(Number), rồi gõ lại số với dấu phẩy thập phân, ví dụ 1,5."
    )


def cell_error(shown: str) -> str:
    """An error of the program in a cell."""
    return (
        f"ô báo lỗi {shown} do công thức không tính được. Đề nghị xóa công thức và gõ thẳng số "
        "hoặc chữ cần ghi."
    )


def formula_without_result() -> str:
    """A formula whose result is not in the file."""
    return (
        "ô chỉ có công thức, không có kết quả. Đề nghị mở tệp bằng Excel cho tính lại rồi lưu, "
        "hoặc xóa công thức và gõ thẳng số."
    )


def note_beside_number(number: Decimal, note: str) -> str:
    """A remark in a cell for a number: what is taken as what."""
    return (
        f"ô có cả số và chữ, hệ thống lấy số {format_number(number)} và coi “{note}” là giải "
        "trình. Đề nghị lần sau chỉ gõ số, giải trình ghi ở cột “Giải trình”."
    )


def nothing_filled(count: int) -> str:
    """A form as it was sent, of ``count`` items to answer."""
    return (
        f"Biểu chấm điểm chưa được điền: cả {count} tiêu chí đều trống. Đề nghị điền số liệu vào "
        "các ô để mở, lưu tệp rồi gửi lại (kiểm tra xem có gửi nhầm tệp chưa điền không)."
    )


def wrong_total(shown: Decimal, summed: Decimal) -> str:
    """A total that is not the sum of its rows."""
    return (
        f"tổng ghi {format_number(shown)} nhưng cộng các dòng được {format_number(summed)}. Hệ "
        "thống tính theo từng dòng. Đề nghị kiểm tra lại điểm các dòng, không gõ đè lên ô tổng."
    )


def has_macros() -> str:
    """A macro in the file."""
    return (
        "Tệp có macro; hệ thống không chạy macro và chỉ đọc số liệu. Đề nghị lần sau lưu dạng "
        "Excel Workbook (.xlsx)."
    )


def has_external_links() -> str:
    """References to other files."""
    return (
        "Tệp có liên kết đến tệp khác; hệ thống không mở các tệp đó và lấy kết quả đã lưu. Đề "
        "nghị kiểm tra số liệu và gõ thẳng số vào ô thay cho liên kết."
    )


def has_embedded_objects() -> str:
    """Other files inside the file."""
    return (
        "Tệp có đối tượng nhúng (văn bản, tệp khác) mà hệ thống không mở. Đề nghị gửi tài liệu "
        "kiểm chứng thành tệp riêng, kèm theo biểu."
    )


def score_of_nothing() -> str:
    """N/a under the self score beside a declared figure."""
    return (
        "đã có số liệu kê khai nên không ghi “Không áp dụng” ở điểm. Đề nghị ghi điểm bằng số, "
        "hoặc để trống để tính theo số liệu."
    )


def unknown_choice(labels: Sequence[str]) -> str:
    """Something that is not in the list of the cell."""
    return f"nội dung không có trong danh sách. Đề nghị chọn {_one_of(labels)}."


def must_apply() -> str:
    """N/a ("Không áp dụng") where the item is not optional."""
    return "tiêu chí này không được chọn “Không áp dụng”. Đề nghị ghi số; không có thì ghi 0."


def out_of_range(top: Decimal | None) -> str:
    """A number below 0 or above ``top`` (None: no upper bound)."""
    if top is None:
        return "số không được nhỏ hơn 0. Đề nghị ghi số từ 0 trở lên."
    return f"số nằm ngoài khoảng cho phép. Đề nghị ghi số từ 0 đến {format_number(top)}."


def off_step(step: Decimal) -> str:
    """A number that is no multiple of ``step``."""
    if step == 1:
        return "số lượng phải là số nguyên. Đề nghị ghi số nguyên, ví dụ 3."
    if step == CENT:
        return "số lẻ quá mức cho phép. Đề nghị ghi tối đa hai chữ số thập phân, ví dụ 1,25."
    return f"số lẻ quá mức cho phép. Đề nghị ghi số chia hết cho {format_number(step)}."


def not_what_the_rule_gives(points: Decimal, score: Decimal) -> str:
    """A self score other than the points of the rule."""
    return (
        f"điểm tự đánh giá {format_number(score)} không khớp với số liệu kê khai. "
        f"Theo cách tính điểm thì ghi {format_number(points)}; nếu số liệu sai thì sửa số liệu."
    )


def missing_evidence() -> str:
    """Points without evidence and without explanation."""
    return (
        "có điểm nhưng chưa có tài liệu kiểm chứng. Đề nghị ghi tài liệu ở trang “Tài liệu kiểm "
        "chứng”, đúng mã tiêu chí; nếu không có tài liệu thì ghi lý do ở cột “Giải trình”."
    )


def appraised_missing() -> str:
    """An emptied appraised score."""
    return "chưa có điểm thẩm định. Đề nghị ghi điểm; nếu đồng ý với đơn vị thì ghi điểm tự chấm."


def missing_reason() -> str:
    """An appraised score that differs without a reason."""
    return (
        "điểm thẩm định khác điểm tự chấm nhưng chưa có lý do. Đề nghị ghi ngắn gọn căn cứ ở "
        "cột “Lý do”."
    )


def _one_of(labels: Sequence[str]) -> str:
    return "một trong các mức: " + "; ".join(f"“{label}”" for label in labels)
