"""``cchc demo`` and ``cchc rehearse``: play a whole campaign on a simulated clock."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from config.loaders import load_campaign
from config.settings import Settings
from deployments.cli.console import plain_console, print_summary
from deployments.cli.options import CampaignArgument, DatabaseOption, OutOption, SeedOption

OUT = Path("out")


def play_demo(
    campaign: CampaignArgument = "huong-khe-2021", seed: SeedOption = 1, out: OutOption = OUT
) -> None:
    """Diễn tập cả đợt trên máy chủ Prefect thật, với đồng hồ mô phỏng."""
    _play(campaign, seed, out, "", fast=False)


def play_rehearsal(
    campaign: CampaignArgument = "huong-khe-2021",
    seed: SeedOption = 1,
    out: OutOption = OUT,
    database: DatabaseOption = "",
    fast: Annotated[
        bool, typer.Option("--fast", help="Chạy ngay trong tiến trình, không cần máy chủ Prefect.")
    ] = False,
) -> None:
    """Diễn tập một đợt từ lập kế hoạch đến báo cáo cấp trên."""
    _play(campaign, seed, out, database, fast)


def _play(campaign: str, seed: int, out: Path, database: str, fast: bool) -> None:
    from deployments.prefect.environment import put_in_force, rehearsal_settings
    from deployments.rehearsal.prepare import check_not_open, check_replaceable

    load_campaign(campaign, Settings().config_dir)
    folder = (out / campaign).resolve()
    check_replaceable(folder)
    if database:
        check_not_open(database, campaign)
    settings = rehearsal_settings(folder, database)
    put_in_force(settings)
    from deployments.rehearsal.run import run

    console = plain_console()
    summary, wrong = run(campaign, settings, folder, seed, fast, EventPrinter(console))
    print_summary(console, summary, folder)
    for line in wrong:
        console.print(f"Sai: {line}", style="red")
    if wrong:
        raise typer.Exit(1)
    console.print("Diễn tập đạt: kết quả khớp với bảng tính độc lập.", style="green")


class EventPrinter:
    """Prints each event of the rehearsal with its simulated day."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def __call__(self, moment: datetime, text: str) -> None:
        """Print one line."""
        stamp = (f"{moment:%d/%m/%Y %H:%M}", "dim")
        self._console.print(Text.assemble(stamp, "  ", text))
