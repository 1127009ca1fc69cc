"""Publish the approved results as a folder of files, and tell the units."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from config.workspace import Workspace, open_workspace
from models.domain.campaign import Form
from models.domain.documents.record import series
from models.domain.errors import TransitionRefused
from models.domain.messages.message import Attachment, Message, message_key
from models.domain.messages.purposes import Purpose
from models.domain.scoring.ranking import describe_tie_rule
from models.domain.scoring.results import UnitResult
from models.domain.units import Contact, Position
from models.domain.values import UnitCode
from models.domain.vietnamese.numbers import format_number
from models.store import UnitOfWork
from tasks.prefect_steps.step import step
from tasks.publish import recompute
from tasks.publish.columns import columns
from tasks.publish.page import results_page
from tasks.publish.publication import Publication, Reference
from tasks.rendering.jinja import templates_in

_FILES = (
    ("results.csv", "Bảng kết quả cho máy đọc (CSV)"),
    ("results.xlsx", "Bảng kết quả mở bằng Excel"),
    ("results.json", "Bảng kết quả cho lập trình (JSON)"),
    ("README.md", "Giải thích từng cột dữ liệu"),
    ("tinh-lai.py", "Chương trình tính lại kết quả"),
)


def publication_files(publication: Publication) -> dict[str, bytes]:
    """The page, the data, the means to check them, and SHA256SUMS over all of it.

    Equal publications give equal bytes. All paths are flat, so the folder works anywhere.
    """
    from tasks.publish import open_data  # pandas takes a second, which nothing else need pay

    files = {
        "index.html": results_page(publication, _FILES),
        "results.csv": open_data.results_csv(publication),
        "results.xlsx": open_data.results_xlsx(publication),
        "results.json": open_data.results_json(publication),
        "README.md": readme(publication),
        "tinh-lai.py": Path(recompute.__file__).read_bytes(),
    }
    sums = (f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in files.items())
    return files | {"SHA256SUMS": "".join(sums).encode()}


def readme(publication: Publication) -> bytes:
    """What the files are, every column, and how to check them, in Vietnamese Markdown."""
    environment = templates_in("publication", html=False, last_newline=True)
    text = environment.get_template("readme.md.j2").render(
        publication=publication,
        columns=columns(publication),
        tie_rule=describe_tie_rule(publication.campaign.ranking),
    )
    return text.encode()


PORTAL = "Cổng thông tin điện tử của"
"""Where the page is when the campaign does not say its address."""


@step("Đăng trang kết quả và dữ liệu mở")
def publish_results(campaign: str) -> None:
    """Write the page and the open data into the public folder and record that it was done."""
    workspace = open_workspace(campaign)
    folder = workspace.settings.public_folder(campaign)
    with workspace.change("flow:publication") as uow:
        publication = approved_publication(workspace, uow)
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in publication_files(publication).items():
            (folder / path).write_bytes(content)
        uow.audit.record("publication.write", campaign, after={"digest": publication.digest})


def approved_publication(workspace: Workspace, uow: UnitOfWork) -> Publication:
    """The approved results with their decision and notice; TransitionRefused without them."""
    stored = uow.results.latest()
    decision = _reference(workspace, uow, "results_decision")
    notice = _reference(workspace, uow, "notice")
    if stored is None or decision is None or notice is None:
        raise TransitionRefused(
            "Chưa công bố được: Quyết định phê duyệt và Thông báo phải có số, ngày ban hành trước."
        )
    criteria_set = workspace.sets[Form.COMMUNE]
    return Publication(workspace.campaign, criteria_set, stored[1], decision, notice)


@step("Báo kết quả cho các đơn vị")
def announce(campaign: str, cards: Mapping[UnitCode, Attachment]) -> None:
    """Queue each commune's own result to its people, once: keyed by the day of the notice.

    ``cards`` are the communes' own score cards; each goes to its own commune only.
    """
    workspace = open_workspace(campaign)
    with workspace.change("flow:publication") as uow:
        publication = approved_publication(workspace, uow)
        own = {result.unit: result for result in publication.results}
        uow.messages.queue(
            [
                _told(publication, person, own[person.unit], cards, workspace.now())
                for person in workspace.campaign.people(Position.HEAD, Position.OFFICER)
                if person.unit in own
            ]
        )


def _told(
    publication: Publication,
    person: Contact,
    own: UnitResult,
    cards: Mapping[UnitCode, Attachment],
    now: datetime,
) -> Message:
    campaign, day = publication.campaign, publication.notice.issued_on
    index, units = format_number(own.index_percent), len(publication.results)
    return Message(
        key=message_key(campaign.id, person.id, Purpose.PUBLISHED, "publication", day),
        person=person.id,
        purpose=Purpose.PUBLISHED,
        unit=own.unit,
        subject_ref="publication",
        params={
            "result": f"hạng {own.rank}/{units}, chỉ số {index}%",
            "link": campaign.public_page or f"{PORTAL} {campaign.authority.name}",
            "mark": publication.criteria_set.mark,
        },
        attachments=(cards[own.unit],) if own.unit in cards else (),
        not_before=now,
    )


def _reference(workspace: Workspace, uow: UnitOfWork, kind: str) -> Reference | None:
    issued = [record for record in uow.documents.all() if record.kind == kind and record.issued]
    if not issued or issued[-1].issued_on is None:
        return None
    number = f"{issued[-1].number:02d}/{series(kind, workspace.campaign.authority)}"
    return Reference(number, issued[-1].issued_on)
