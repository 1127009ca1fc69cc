"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from config.settings import Settings
from models.domain.campaign import Form

CampaignArgument = Annotated[
    str, typer.Argument(help="Mã đợt đánh giá, ví dụ huong-khe-2021.", metavar="ĐỢT")
]
SeedOption = Annotated[int, typer.Option(help="Số gieo: cùng số cho cùng kết quả.")]
OutOption = Annotated[Path, typer.Option(help="Thư mục ghi kết quả.")]
FormOption = Annotated[
    Form | None,
    typer.Option(
        help="Biểu: commune (bảng tự chấm cấp xã), authority (phần của phòng, ban), appraisal "
        "(phiếu thẩm định); bỏ trống: biểu tự chấm của đơn vị."
    ),
]
ByOption = Annotated[
    str, typer.Option("--by", help="Mã người vận hành thực hiện, ví dụ operator-1.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="Không hỏi lại khi gửi nhiều tin cùng lúc.")]
ReasonOption = Annotated[str, typer.Option(help="Lý do, ghi trong thư và nhật ký.")]
DatabaseOption = Annotated[
    str,
    typer.Option(
        "--database", help="Địa chỉ cơ sở dữ liệu (SQLAlchemy); bỏ trống: SQLite.", metavar="URL"
    ),
]
HomeOption = Annotated[Path | None, typer.Option(help="Thư mục dữ liệu.")]


def settings_at(home: Path | None) -> Settings:
    """The settings of the installation in ``home``, or of the one that the environment names."""
    return Settings() if home is None else Settings(home=home)
