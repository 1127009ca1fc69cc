"""Every sentence that tells a signer or a council member why a decision or vote was refused.

``subject`` of each error is the short id of the reason; screens and tests go by it.
"""

from collections.abc import Sequence
from datetime import datetime

from models.domain.errors import DecisionRefused, NotFound
from models.domain.gate.records import GateKey
from models.domain.stages import STAGES, Body
from models.domain.vietnamese.dates import moment_in_words


def already_decided(words: str, signed_at: datetime) -> DecisionRefused:
    """The gate has its decision."""
    return DecisionRefused(
        f"Hồ sơ này đã có quyết định “{words}” lúc {moment_in_words(signed_at)}. "
        "Đồng chí không cần thao tác gì thêm.",
        subject="already",
    )


def not_recorded() -> DecisionRefused:
    """What was typed before the run was cut off, if anything was, is gone."""
    return DecisionRefused(
        "Hệ thống bị ngắt khi đang chờ quyết định. Nếu đồng chí đã nhập quyết định cho hồ sơ này "
        "thì lần nhập đó chưa được ghi nhận; đề nghị đồng chí nhập lại với mã mới.",
        subject="not-recorded",
    )


def voided() -> DecisionRefused:
    """The request was taken back because its dossier changed."""
    return DecisionRefused(
        "Hồ sơ này đã thay đổi sau khi trình nên lần trình này không còn hiệu lực. "
        "Đề nghị đồng chí xem và quyết định trên hồ sơ được trình lại.",
        subject="void",
    )


def codes_locked(wrong: int, until: datetime) -> DecisionRefused:
    """Too many wrong codes in a short time."""
    return DecisionRefused(
        f"Đã nhập sai mã {wrong} lần nên tạm khóa. "
        f"Đề nghị đồng chí thử lại sau {moment_in_words(until)}.",
        subject="locked",
    )


def no_code() -> DecisionRefused:
    """The field for the code is empty."""
    return DecisionRefused(
        "Chưa nhập mã xác nhận. "
        "Đề nghị đồng chí mở ứng dụng tạo mã, nhập mã đang hiện rồi gửi lại.",
        subject="no-code",
    )


def wrong_code() -> DecisionRefused:
    """The code is nobody's."""
    return DecisionRefused(
        "Mã xác nhận chưa đúng hoặc đã hết hạn. "
        "Đề nghị đồng chí nhập mã mới đang hiện trên ứng dụng.",
        subject="wrong-code",
    )


def no_right() -> DecisionRefused:
    """The code belongs to someone who may not decide here."""
    return DecisionRefused(
        "Mã này của người không có thẩm quyền quyết định hồ sơ. "
        "Đề nghị chuyển đến đúng người có thẩm quyền; thành viên Hội đồng bỏ phiếu bằng lệnh "
        "nêu trong thư mời.",
        subject="no-right",
    )


def reused_code() -> DecisionRefused:
    """The code was good, but it was used before."""
    return DecisionRefused(
        "Mã này đã dùng một lần. Đề nghị đồng chí chờ mã kế tiếp (khoảng 30 giây) rồi nhập lại.",
        subject="reused",
    )


def changed(lines: Sequence[str]) -> DecisionRefused:
    """The dossier is no longer the one that was submitted."""
    return DecisionRefused(
        f"Hồ sơ đã thay đổi sau khi trình: {'; '.join(lines)}. "
        "Đề nghị đồng chí chờ hồ sơ được trình lại và xem bản mới trước khi quyết định.",
        subject="changed",
    )


def no_opinion() -> DecisionRefused:
    """A return without a word on what must change."""
    return DecisionRefused(
        "Khi chọn “Trả lại”, đề nghị đồng chí ghi ý kiến nêu rõ nội dung cần sửa.",
        subject="no-opinion",
    )


def no_quorum(cast: int, quorum: int) -> DecisionRefused:
    """Too few council members have voted."""
    return DecisionRefused(
        f"Hội đồng mới có {cast}/{quorum} phiếu cần thiết. "
        "Đề nghị đồng chí chờ đủ phiếu của thành viên Hội đồng rồi kết luận.",
        subject="no-quorum",
    )


def against_votes(approving: int, cast: int) -> DecisionRefused:
    """A conclusion to approve that the votes do not carry."""
    return DecisionRefused(
        f"Chỉ có {approving}/{cast} phiếu đồng ý, chưa quá bán nên chưa kết luận duyệt được. "
        "Đề nghị đồng chí chọn “Trả lại” và ghi rõ nội dung cần sửa.",
        subject="against-votes",
    )


def other_gate() -> DecisionRefused:
    """A vote that belongs to another dossier or round."""
    return DecisionRefused(
        "Phiếu này thuộc hồ sơ hoặc lần trình khác. "
        "Đề nghị đồng chí mở hồ sơ đang trình và bỏ phiếu lại.",
        subject="other-gate",
    )


def not_a_member() -> DecisionRefused:
    """A vote by someone outside the council."""
    return DecisionRefused(
        "Chỉ thành viên Hội đồng được bỏ phiếu. "
        "Nếu đồng chí là thành viên, đề nghị báo cơ quan thường trực bổ sung vào danh sách.",
        subject="no-right",
    )


def own_unit() -> DecisionRefused:
    """A vote on a dossier that ranks the member's own unit."""
    return DecisionRefused(
        "Hồ sơ này xếp hạng cả đơn vị của đồng chí nên đồng chí không bỏ phiếu. "
        "Đề nghị Hội đồng lấy đủ phiếu của các thành viên khác.",
        subject="own-unit",
    )


def already_voted() -> DecisionRefused:
    """A second vote of the same member."""
    return DecisionRefused(
        "Đồng chí đã bỏ phiếu cho hồ sơ này; phiếu đã được ghi nhận, không cần bỏ lại.",
        subject="already",
    )


def no_request(key: GateKey) -> NotFound:
    """Nothing was put before the body in this round."""
    whom = "Hội đồng thẩm định" if key.body is Body.COUNCIL else "Chủ tịch"
    return NotFound(
        f"Bước “{STAGES[key.stage].title}” chưa trình hồ sơ lần {key.round} lên {whom}. "
        "Đề nghị xem bảng tiến độ, chờ bước này trình hồ sơ rồi thực hiện lại.",
        subject=str(key),
    )
