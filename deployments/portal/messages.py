"""Every refusal of the upload page, in the words that officials read."""

from deployments.portal.refusal import PortalRefused

_MEGABYTE = 1024 * 1024


def not_found() -> PortalRefused:
    """There is no such page."""
    return PortalRefused(
        404,
        "Không có trang này",
        "Đề nghị đồng chí mở lại liên kết trong thư gửi bảng tự chấm điểm.",
    )


def altered() -> PortalRefused:
    """The signature of a link does not fit."""
    return PortalRefused(
        403,
        "Liên kết không đúng",
        "Liên kết bị cắt bớt hoặc bị sửa nên không mở được. Đề nghị đồng chí mở lại đúng liên kết "
        "trong thư, hoặc trả lời thư đó để được gửi liên kết mới.",
    )


def nothing_to_confirm() -> PortalRefused:
    """The letter has not gone out, or never reached its person."""
    return PortalRefused(
        409,
        "Thư này không cần xác nhận",
        "Thư chưa được gửi đi hoặc đã hết hiệu lực nên chưa ghi nhận xác nhận. Nếu cần hỗ trợ, đề "
        "nghị đồng chí trả lời thư đã nhận gần nhất.",
    )


def not_from_zalo() -> PortalRefused:
    """An event without the signature or the secret of Zalo."""
    return PortalRefused(
        403,
        "Không nhận thông tin này",
        "Địa chỉ này chỉ nhận thông tin do Zalo gửi. Đề nghị đồng chí mở liên kết trong thư đã "
        "nhận.",
    )


def other_device(token: str) -> PortalRefused:
    """Another browser has the link."""
    return PortalRefused(
        403,
        "Liên kết đang dùng trên thiết bị khác",
        "Mỗi liên kết chỉ mở được trên thiết bị đã bấm “Tiếp tục” đầu tiên. Nếu đồng chí đổi máy, "
        "hoặc không phải đồng chí đã mở, đề nghị lấy liên kết mới; khi mở liên kết mới, thiết bị "
        "cũ tự hết quyền.",
        token,
    )


def replaced(token: str) -> PortalRefused:
    """The person opened a newer link."""
    return PortalRefused(
        410,
        "Liên kết đã được thay",
        "Đã có liên kết mới hơn được mở nên liên kết này hết hiệu lực. Đề nghị đồng chí dùng liên "
        "kết trong thư mới nhất, hoặc lấy liên kết mới.",
        token,
    )


def revoked() -> PortalRefused:
    """An operator ended the link."""
    return PortalRefused(
        410,
        "Liên kết đã bị thu hồi",
        "Cơ quan tổ chức đã thu hồi liên kết này. Đề nghị đồng chí trả lời thư đã nhận để hỏi và "
        "được gửi liên kết mới.",
    )


def expired(token: str) -> PortalRefused:
    """The time of the link is over; ``token`` is empty when a new one would not serve either."""
    ask = "lấy liên kết mới" if token else "trả lời thư đã nhận, nêu lý do và xin gia hạn"
    return PortalRefused(
        410,
        "Liên kết đã hết hạn",
        f"Liên kết chỉ dùng được trong thời gian của đợt nhận. Đề nghị đồng chí {ask}.",
        token,
    )


def no_device() -> PortalRefused:
    """The browser does not hold what belongs to the link."""
    return PortalRefused(
        403,
        "Chưa mở được trang của đơn vị",
        "Trang này chỉ mở được trên thiết bị đã mở liên kết trong thư. Đề nghị đồng chí mở lại "
        "liên kết đó.",
    )


def stale_form() -> PortalRefused:
    """The form was not made for this browser, or came from another site."""
    return PortalRefused(
        403,
        "Biểu mẫu đã cũ",
        "Chưa có gì được ghi nhận. Đề nghị đồng chí mở lại trang và làm lại.",
    )


def too_often() -> PortalRefused:
    """A limit of how often is used up."""
    return PortalRefused(
        429,
        "Thao tác quá nhiều lần",
        "Để bảo vệ hệ thống, đề nghị đồng chí chờ một lúc (nhiều nhất một giờ) rồi làm lại.",
    )


def mail_paused() -> PortalRefused:
    """A link was sent to the person a short while ago."""
    return PortalRefused(
        429,
        "Liên kết vừa được gửi",
        "Thư có liên kết mới vừa được gửi tới hộp thư của đồng chí. Đề nghị xem cả mục thư rác; "
        "nếu sau 10 phút chưa có, đồng chí bấm gửi lại. Mỗi ngày gửi được tối đa 5 lần.",
    )


def file_too_large(name: str, most: int) -> PortalRefused:
    """One file is too large."""
    return PortalRefused(
        413,
        "Tệp quá lớn",
        f"Tệp “{name}” lớn hơn {most // _MEGABYTE} MB nên chưa được nhận. Đề nghị đồng chí giảm độ "
        "phân giải ảnh quét, hoặc tách thành nhiều tệp, rồi nộp lại.",
    )


def too_much(most: int) -> PortalRefused:
    """All files together are too large."""
    return PortalRefused(
        413,
        "Hồ sơ quá lớn",
        f"Các tệp cộng lại lớn hơn {most // _MEGABYTE} MB nên chưa được nhận. Đề nghị đồng chí nộp "
        "bảng đã điền cùng một phần tài liệu, phần còn lại nộp ở lần sau.",
    )


def too_many(most: int) -> PortalRefused:
    """There are too many files."""
    return PortalRefused(
        413,
        "Quá nhiều tệp",
        f"Mỗi lần nộp được tối đa {most} tệp nên lần này chưa được nhận. Đề nghị đồng chí gộp tài "
        "liệu vào tệp PDF hoặc ZIP rồi nộp lại.",
    )


def no_file() -> PortalRefused:
    """The form came without a file."""
    return PortalRefused(
        422, "Chưa chọn tệp", "Đề nghị đồng chí chọn tệp bảng đã điền rồi bấm “Nộp”."
    )


def empty_file(name: str) -> PortalRefused:
    """A file has no content."""
    return PortalRefused(
        422,
        "Tệp rỗng",
        f"Tệp “{name}” không có nội dung (0 byte) nên lần này chưa được nhận. Đề nghị đồng chí mở "
        "tệp, lưu lại rồi nộp.",
    )


def no_question() -> PortalRefused:
    """The question form came without text."""
    return PortalRefused(
        422, "Chưa ghi nội dung", "Đề nghị đồng chí ghi khó khăn, vướng mắc rồi bấm “Gửi câu hỏi”."
    )


def broken_off() -> PortalRefused:
    """The upload did not come to its end, or makes no sense."""
    return PortalRefused(
        400,
        "Tệp chưa được nhận đủ",
        "Đường truyền bị ngắt giữa chừng nên chưa có gì được ghi nhận. Đề nghị đồng chí nộp lại; "
        "nếu vẫn không được, trả lời thư đã nhận, kèm tệp đã điền.",
    )


def failed() -> PortalRefused:
    """A defect of the program or the machine."""
    return PortalRefused(
        500,
        "Hệ thống đang gặp lỗi",
        "Yêu cầu vừa rồi có thể chưa được ghi nhận. Đề nghị đồng chí mở lại trang để kiểm tra mục "
        "“Những lần đã nộp”; nếu chưa có, nộp lại hoặc trả lời thư đã nhận, kèm tệp đã điền.",
    )
