"""Arguments and options that several commands share, and the open campaign that most are about.

A command with an ``OpenCampaign`` gets its workspace, one with an ``OpenCampaignId`` its code: the
campaign is looked up before the command runs, in the folder of ``--home`` if the command has that
option. NotFound says to open the campaign first. What the database needs is loaded only then.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.settings import Settings
from models.domain.campaign import Form

if TYPE_CHECKING:
    from config.workspace import Workspace
else:
    Workspace = str
    """What a person types; the callback of the argument makes a workspace of it."""


def settings_at(home: Path | None) -> Settings:
    """The settings of the installation in ``home``, or of the one that the environment names."""
    return Settings() if home is None else Settings(home=home)


def _opened(context: typer.Context, campaign: str) -> Workspace:
    from deployments.bootstrap import find_campaign

    return find_campaign(campaign, settings_at(context.params.get("_home")))


def _opened_id(context: typer.Context, campaign: str) -> str:
    return _opened(context, campaign).campaign.id


CAMPAIGN_HELP = "Mã đợt đánh giá, ví dụ huong-khe-2021."
CampaignArgument = Annotated[str, typer.Argument(help=CAMPAIGN_HELP, metavar="ĐỢT")]
OpenCampaign = Annotated[
    Workspace, typer.Argument(help=CAMPAIGN_HELP, metavar="ĐỢT", callback=_opened)
]
OpenCampaignId = Annotated[
    str, typer.Argument(help=CAMPAIGN_HELP, metavar="ĐỢT", callback=_opened_id)
]
HomeOption = Annotated[Path | None, typer.Option("--home", help="Thư mục dữ liệu.", is_eager=True)]
"""Of a parameter ``_home``: the command itself has no use for it."""
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
AuditReasonOption = Annotated[str, typer.Option(help="Lý do, ghi vào nhật ký.")]
ReasonOption = Annotated[str, typer.Option(help="Lý do, ghi trong thư và nhật ký.")]
DatabaseOption = Annotated[
    str,
    typer.Option(
        "--database", help="Địa chỉ cơ sở dữ liệu (SQLAlchemy); bỏ trống: SQLite.", metavar="URL"
    ),
]
