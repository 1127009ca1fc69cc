"""Publish the approved results and tell the units."""

from __future__ import annotations

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.documents import DocumentKind, series
from models.domain.errors import TransitionRefused
from models.domain.messages import Message, Purpose, message_key
from models.domain.numbers_vi import format_number
from models.domain.units import Position
from models.store import UnitOfWork
from tasks.publish.bundle import bundle
from tasks.publish.publication import Publication, Reference
from tasks.step import step


@step("Đăng trang kết quả và dữ liệu mở")
def publish_results(campaign: str) -> None:
    """Write the page and the open data into the public folder and record that it was done."""
    workspace = open_workspace(campaign)
    folder = workspace.settings.public_folder(campaign)
    with workspace.change("flow:publication") as uow:
        publication = approved_publication(workspace, uow)
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in bundle(publication).items():
            (folder / path).write_bytes(content)
        uow.audit.record("publication.write", campaign, after={"digest": publication.digest})


def approved_publication(workspace: Workspace, uow: UnitOfWork) -> Publication:
    """The approved results with their decision and notice; TransitionRefused without them."""
    stored = uow.results.latest()
    decision = _reference(workspace, uow, DocumentKind.RESULTS_DECISION)
    notice = _reference(workspace, uow, DocumentKind.NOTICE)
    if stored is None or decision is None or notice is None:
        raise TransitionRefused(
            "Chưa công bố được: Quyết định phê duyệt và Thông báo phải có số, ngày ban hành trước."
        )
    criteria_set = workspace.sets[Form.COMMUNE]
    return Publication(workspace.campaign, criteria_set, stored[1], decision, notice)


@step("Báo kết quả cho các đơn vị")
def announce(campaign: str) -> None:
    """Queue each commune's own result to its people, once: keyed by the day of the notice."""
    workspace = open_workspace(campaign)
    with workspace.change("flow:publication") as uow:
        publication = approved_publication(workspace, uow)
        day = publication.notice.issued_on
        own = {result.unit: result for result in publication.results}
        mark = workspace.sets[Form.COMMUNE].mark
        uow.messages.queue(
            [
                Message(
                    key=message_key(campaign, person.id, Purpose.PUBLISHED, "publication", day),
                    person=person.id,
                    purpose=Purpose.PUBLISHED,
                    unit=person.unit,
                    subject_ref="publication",
                    params={
                        "result": f"hạng {own[person.unit].rank}/{len(own)}, chỉ số "
                        f"{format_number(own[person.unit].index_percent)}%",
                        "link": "Cổng thông tin điện tử của cơ quan chủ trì",
                        "mark": mark,
                    },
                    not_before=workspace.now(),
                )
                for person in workspace.campaign.people(Position.HEAD, Position.OFFICER)
                if person.unit in own
            ]
        )


def _reference(workspace: Workspace, uow: UnitOfWork, kind: DocumentKind) -> Reference | None:
    issued = [record for record in uow.documents.all() if record.kind == kind and record.issued]
    if not issued or issued[-1].issued_on is None:
        return None
    number = f"{issued[-1].number:02d}/{series(kind, workspace.campaign.authority)}"
    return Reference(number, issued[-1].issued_on)
