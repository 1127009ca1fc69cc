"""Whether a rehearsal came out right: ended, complete, and as worked out by hand."""

from collections.abc import Iterator
from pathlib import Path

from config.workspace import Workspace
from deployments.export.summary import Summary
from deployments.rehearsal.answers import expected_adjustments, hundredths
from deployments.rehearsal.world import World, expected_ranking
from models.domain.campaign import Form
from models.domain.errors import BrokenChain
from models.domain.stages import STAGES, StageName, StageState
from models.store.verification import verify_campaign
from tasks.documents.dossier import verify_dossier
from tasks.publish.recompute import problems


def failures(workspace: Workspace, world: World, summary: Summary, folder: Path) -> list[str]:
    """What is wrong with the rehearsal, one Vietnamese line each; empty when all is right."""
    return [
        *_unfinished(summary),
        *_wrong_ranking(workspace, world),
        *_wrong_adjustments(workspace, world),
        *_broken_audit(workspace),
        *_broken_files(folder),
    ]


def _unfinished(summary: Summary) -> Iterator[str]:
    for stage in summary.stages:
        if stage.state is not StageState.ENDED:
            yield f"Bước “{stage.title}” chưa kết thúc."
        bodies = {gate.body for gate in stage.gates if gate.verdict == "approve"}
        for body in set(STAGES[StageName(stage.stage)].gates) - bodies:
            yield f"Bước “{stage.title}” thiếu quyết định: {body}."
    if summary.unsent_messages:
        yield f"Còn {summary.unsent_messages} thư chưa gửi được."
    if not summary.returns:
        yield "Không có hồ sơ nào bị trả lại như kịch bản."


def _wrong_ranking(workspace: Workspace, world: World) -> Iterator[str]:
    with workspace.read() as uow:
        stored = uow.results.latest()
    got = [
        (row.rank, row.unit, hundredths(row.total), hundredths(row.maximum))
        for row in (stored[1] if stored else ())
    ]
    for expected, found in zip(expected_ranking(world), got, strict=False):
        if expected != found:
            yield f"Xếp hạng sai: phải là {expected}, hệ thống tính {found}."
    if len(got) != len(world.campaign.communes):
        yield f"Chỉ xếp hạng {len(got)}/{len(world.campaign.communes)} đơn vị."


def _wrong_adjustments(workspace: Workspace, world: World) -> Iterator[str]:
    """Bonus and deduction of every unit, and that both were played up to their caps."""
    criteria_set = world.sets[Form.COMMUNE]
    with workspace.read() as uow:
        stored = uow.results.latest()
    most = [0, 0]
    for row in stored[1] if stored else ():
        expected = expected_adjustments(criteria_set, world.appraised[row.unit])
        found = (hundredths(row.bonus), hundredths(row.deduction))
        if expected != found:
            yield (
                f"Điểm thưởng, điểm trừ của {row.name} sai: phải là {expected}, "
                f"hệ thống tính {found}."
            )
        most = [max(pair) for pair in zip(most, found, strict=True)]
    caps = [hundredths(cap) for cap in (criteria_set.bonus_cap, criteria_set.deduction_cap)]
    if most != caps:
        yield f"Điểm thưởng, điểm trừ cao nhất là {most}, chưa thử đến mức tối đa {caps}."


def _broken_audit(workspace: Workspace) -> Iterator[str]:
    with workspace.read() as uow:
        try:
            yield from verify_campaign(uow).wrong
        except BrokenChain as error:
            yield error.message


def _broken_files(folder: Path) -> Iterator[str]:
    yield from problems((folder / "results.csv").read_bytes())
    for package in sorted(folder.glob("dossier-*.zip")):
        yield from verify_dossier(package.read_bytes())
