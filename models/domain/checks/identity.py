"""The workbook is not the one that was asked for: made for another campaign, unit or round."""

from collections.abc import Iterator

from models.domain.checks.check import Problem
from models.domain.checks.context import IDENTITY, Identified

_SEND_OURS = "Đề nghị điền vào đúng tệp đã gửi cho đơn vị rồi gửi lại."
_CAMPAIGN = f"Tệp thuộc đợt đánh giá “{{sent}}”, không phải đợt “{{expected}}”. {_SEND_OURS}"
_UNIT = f"Tệp là của {{sent}}, không phải của {{expected}}. {_SEND_OURS}"
_NO_IDENTITY = (
    "Tệp không phải biểu mẫu đã gửi cho đơn vị (phần nhận dạng ẩn trong tệp không còn). "
    f"{_SEND_OURS}"
)
_FORM = f"Tệp là biểu mẫu khác với biểu mẫu cần nộp. {_SEND_OURS}"
_TEMPLATE = f"Tệp lập theo bộ tiêu chí “{{sent}}”; bộ đang dùng là “{{expected}}”. {_SEND_OURS}"
_VERSION = f"Tệp là biểu mẫu phiên bản {{sent}}; phiên bản đang dùng là {{expected}}. {_SEND_OURS}"
_ROUND = f"Tệp là của lần {{sent}}; hiện đang nhận lần {{expected}}. {_SEND_OURS}"
_COLUMNS = (
    "Không tìm thấy cột {headers} trong biểu chấm điểm. Đề nghị không sửa dòng tiêu đề; "
    "chép số liệu sang tệp đã gửi cho đơn vị rồi gửi lại."
)


@IDENTITY.check(_CAMPAIGN)
def wrong_campaign(review: Identified) -> Iterator[Problem]:
    """Yield a problem when the file belongs to a campaign other than the expected one."""
    identity, expected = review.returned.identity, review.context.expected
    if identity is not None and identity.campaign != expected.campaign:
        yield Problem(_CAMPAIGN.format(sent=identity.campaign, expected=expected.campaign))


@IDENTITY.check(_UNIT, after="wrong_campaign")
def wrong_unit(review: Identified) -> Iterator[Problem]:
    """Yield a problem when the file carries the code of another unit than the sender's."""
    identity, context = review.returned.identity, review.context
    if identity is not None and identity.unit != context.expected.unit:
        sent, expected = map(context.unit_name, (identity.unit, context.expected.unit))
        yield Problem(_UNIT.format(sent=sent, expected=expected))


@IDENTITY.check(_NO_IDENTITY, _FORM, _TEMPLATE, _VERSION, _ROUND, after="wrong_unit")
def wrong_version(review: Identified) -> Iterator[Problem]:
    """Yield a problem when the identity is missing or of another form, template or round."""
    identity, expected = review.returned.identity, review.context.expected
    if identity is None:
        yield Problem(_NO_IDENTITY)
    elif identity.form != expected.form:
        yield Problem(_FORM)
    elif identity.template != expected.template:
        yield Problem(_TEMPLATE.format(sent=identity.template, expected=expected.template))
    elif identity.version != expected.version:
        yield Problem(_VERSION.format(sent=identity.version, expected=expected.version))
    elif identity.round != expected.round:
        yield Problem(_ROUND.format(sent=identity.round, expected=expected.round))


@IDENTITY.check(_COLUMNS, after="wrong_version")
def missing_columns(review: Identified) -> Iterator[Problem]:
    """Yield one problem that names every header that is not there."""
    if headers := review.returned.missing_columns:
        yield Problem(_COLUMNS.format(headers=", ".join(f"“{header}”" for header in headers)))
