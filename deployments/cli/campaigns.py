"""Commands about campaigns: list, open, verify the audit chain, export, arm, disarm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.loaders import campaign_ids, load_campaign
from config.settings import Settings
from deployments.cli.console import plain_console, print_each, print_lines, print_summary
from deployments.cli.options import (
    ByOption,
    CampaignArgument,
    HomeOption,
    OpenCampaign,
    OutOption,
    ReasonOption,
)
from models.domain.audit.chain import GENESIS
from models.domain.errors import RuleViolation

if TYPE_CHECKING:
    from config.workspace import Workspace
    from models.store.verification import Verification


def list_campaigns() -> None:
    """Liệt kê các đợt có cấu hình."""
    folder = Settings().config_dir
    print_each(campaign_ids(folder), lambda one: f"{one}: {load_campaign(one, folder).title}")


def open_frozen(campaign: CampaignArgument) -> None:
    """Mở đợt: cố định cấu hình và bộ tiêu chí trong cơ sở dữ liệu."""
    from deployments.bootstrap import open_campaign

    settings = Settings()
    workspace = open_campaign(campaign, settings, settings.mode)
    plain_console().print(f"Đã mở “{workspace.campaign.title}”, chế độ {workspace.mode}.")
    warn_if_edited(workspace)


def verify_audit(
    workspace: OpenCampaign,
    head: Annotated[
        str, typer.Option(help="Đầu chuỗi đã ghi lại ở nơi khác, phải có trong nhật ký.")
    ] = GENESIS,
    _home: HomeOption = None,
) -> None:
    """Kiểm tra chuỗi nhật ký, và đối chiếu dữ liệu đang lưu với nhật ký."""
    from models.store.verification import verify_campaign

    kept = head.strip().lower()
    with workspace.read() as uow:
        done = verify_campaign(uow, kept)
    print_lines(*done.wrong, *verification_lines(done, kept))
    if done.wrong:
        raise typer.Exit(1)


def export_campaign(
    workspace: OpenCampaign,
    out: OutOption = Path("out"),
    _home: HomeOption = None,
) -> None:
    """Ghi kết quả, văn bản, nhật ký của đợt ra thư mục."""
    from deployments.export.files import export

    folder = (out / workspace.campaign.id).resolve()
    print_summary(plain_console(), export(workspace, folder), folder)


def arm_machine(
    workspace: OpenCampaign,
    by: ByOption,
    reason: ReasonOption,
    yes: Annotated[bool, typer.Option("--yes", help="Không hỏi lại.")] = False,
) -> None:
    """Cho phép gửi thật (chế độ team hoặc live) từ máy này; khôi phục sao lưu thì phải làm lại."""
    from config.locks import arm, put_seal, this_host
    from models.domain.collection.round_changes import check_operator
    from models.domain.messages.mode import Mode

    settings, campaign = workspace.settings, workspace.campaign
    check_operator(campaign, by)
    with workspace.read() as uow:
        mode = uow.campaigns.mode()
    if not mode.sends or mode != settings.mode:
        raise RuleViolation(
            f"Đợt mở ở chế độ {mode}, biến CCHC_MODE là {settings.mode}: hai nơi phải cùng là team "
            "hoặc cùng là live thì mới gửi thật được.",
            campaign.id,
        )
    people = len(campaign.contacts) if mode is Mode.LIVE else len(settings.allow_list)
    asked = f"Chế độ {mode}: từ máy {this_host()} có thể gửi thật cho {people} người. Tiếp tục?"
    if not yes and not typer.confirm(asked):
        raise typer.Abort
    with workspace.change(by) as uow:
        arm(uow, reason)
    put_seal(workspace.store, campaign.id, settings)
    print_lines(f"Đã cho phép gửi thật từ máy {this_host()}.")


def disarm_machine(workspace: OpenCampaign, by: ByOption, reason: ReasonOption) -> None:
    """Dừng mọi việc gửi thật ngay; tin chờ gửi được giữ lại đến khi cho phép gửi lại."""
    from models.domain.collection.round_changes import check_operator

    check_operator(workspace.campaign, by)
    with workspace.change(by) as uow:
        was = uow.arming.clear(reason)
    print_lines("Đã dừng gửi thật." if was else "Đợt này vốn không được phép gửi thật.")


WRONG = (
    "Dữ liệu đang lưu không khớp với nhật ký ở các mục nêu trên. "
    "Đề nghị giữ nguyên cơ sở dữ liệu và đối chiếu với bản sao lưu gần nhất."
)
UNPROVED = (
    "Chưa đối chiếu với đầu chuỗi nào lưu ở nơi khác, nên chưa loại trừ được việc phần cuối nhật "
    "ký bị cắt hoặc cả chuỗi bị viết lại. Đề nghị chạy lại với --head và đầu chuỗi đã ghi cùng "
    "bản sao lưu."
)
PROVED = (
    "Đầu chuỗi đã ghi có trong nhật ký: mọi sự kiện đến đó còn nguyên. Những sự kiện sau đó chỉ "
    "kiểm tra được bằng đầu chuỗi ghi lại muộn hơn; đề nghị ghi lại đầu chuỗi mới ở trên."
)


def verification_lines(done: Verification, kept: str) -> Iterator[str]:
    """The sentences, in order; ``kept`` is the head that the chain was compared with."""
    yield f"Chuỗi nhật ký liền mạch: {done.events} sự kiện, đầu chuỗi {done.head}"
    yield WRONG if done.wrong else _compared(done)
    yield UNPROVED if kept == GENESIS else PROVED


def _compared(done: Verification) -> str:
    counts = ", ".join(f"{count} {kind}" for kind, count in done.compared.items())
    return (
        f"Dữ liệu đang lưu khớp với nhật ký: {counts} (nội dung tệp so với SHA-256). "
        "Thư gửi đi không nằm trong phần đối chiếu này."
    )


def warn_if_edited(workspace: Workspace) -> None:
    """Say that the frozen configuration holds, when the files say something else by now."""
    from deployments.bootstrap import is_edited

    if is_edited(workspace):
        plain_console().print(
            f"Lưu ý: tệp cấu hình hiện nay khác với cấu hình đã cố định khi mở đợt "
            f"{workspace.campaign.id}; đợt vẫn chạy theo cấu hình đã cố định, muốn thay đổi thì "
            "đề nghị mở đợt mới với mã khác.",
            style="yellow",
            soft_wrap=True,
            highlight=False,
        )
