"""The check of a campaign's audit: the chain itself, and what is stored against what it says."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from models.domain.audit.chain import GENESIS, verify
from models.domain.audit.replay import Claims, Content, RecordKind, differences, replay
from models.domain.campaign import Form
from models.domain.errors import BrokenChain
from models.domain.gate.records import Decision, GateRecord, Vote
from models.domain.stages import StageState
from models.domain.values import Value
from models.store.contacts import audited_change
from models.store.unit_of_work import UnitOfWork

Claim = tuple[tuple[RecordKind, str], Content]


def stored(uow: UnitOfWork) -> Claims:
    """Everything that the events speak of, as the rows have it now; ValueError if unreadable.

    Files are read whole, one after the other, and named by what is in them.
    """
    claims: Claims = {
        (RecordKind.CONFIGURATION, uow.campaigns.frozen().id): {**uow.campaigns.frozen_digests()}
    }
    parts = (_stages, _files, _deliveries, _submissions, _evidence, _rows, _gates, _documents)
    for part in (_contacts, *parts):
        claims.update(part(uow))
    return claims


def _contacts(uow: UnitOfWork) -> Iterator[Claim]:
    known: dict[str, Content] = {}
    for change in uow.contacts.all():
        history = known.setdefault(change.contact.id, {})
        history[f"{len(history) + 1}"] = audited_change(change)
    for person, history in known.items():
        yield (RecordKind.CONTACT, person), history


def _stages(uow: UnitOfWork) -> Iterator[Claim]:
    for name, record in uow.stages.all().items():
        if record.state is not StageState.PENDING:
            yield (RecordKind.STAGE, name), record.model_dump(mode="json")


def _files(uow: UnitOfWork) -> Iterator[Claim]:
    for sha in uow.files.all():
        content = sha256(uow.files.get(sha)).hexdigest()
        own: Content = {"name": uow.files.name(sha), "size": uow.files.size(sha)}
        yield (RecordKind.FILE, sha), {**own, "content": content}


def _deliveries(uow: UnitOfWork) -> Iterator[Claim]:
    for delivery, settled in uow.deliveries.all():
        content = delivery.model_dump(mode="json", exclude={"door", "reference"})
        yield (
            (RecordKind.DELIVERY, f"{delivery.door}/{delivery.reference}"),
            {**content, "settled": settled},
        )


def _submissions(uow: UnitOfWork) -> Iterator[Claim]:
    for form in Form:
        for unit, history in uow.submissions.all_histories(form).items():
            events = (event.model_dump(mode="json") for event in history)
            numbered: Content = {f"{number}": event for number, event in enumerate(events, 1)}
            yield (RecordKind.SUBMISSION, f"{form}/{unit}"), numbered


def _evidence(uow: UnitOfWork) -> Iterator[Claim]:
    for file in uow.evidence.all():
        subject = f"{file.form}/{file.unit}/{file.position}"
        own = file.model_dump(mode="json", exclude={"form", "unit", "position"})
        yield (RecordKind.EVIDENCE, subject), own


def _rows(uow: UnitOfWork) -> Iterator[Claim]:
    kinds = {
        RecordKind.SCORES: uow.scores.extents(),
        RecordKind.FIGURES: uow.surveys.extents(),
        RecordKind.RESULTS: uow.results.extents(),
    }
    for kind, extents in kinds.items():
        for subject, extent in extents.items():
            yield (kind, subject), {**extent}


def _gates(uow: UnitOfWork) -> Iterator[Claim]:
    for record in uow.gates.records():
        key = str(record.key)
        yield (RecordKind.REQUEST, key), _request(record)
        for vote in record.votes:
            yield (RecordKind.VOTE, f"{key}/{vote.member}"), _signed(vote)
        if record.decision is not None:
            yield (RecordKind.DECISION, key), _signed(record.decision)


def _request(record: GateRecord) -> Content:
    return {
        "title": record.request.dossier.title,
        "fingerprint": record.fingerprint,
        "dossier": record.request.dossier.fingerprint,
        "approvers": [*record.request.approvers],
        "quorum": record.request.quorum,
        "void_reason": record.void_reason,
    }


def _signed(signed: Vote | Decision) -> Content:
    return signed.model_dump(mode="json", exclude={"key"})


def _documents(uow: UnitOfWork) -> Iterator[Claim]:
    for record in uow.documents.all():
        content = record.model_dump(mode="json", exclude={"kind", "ref", "round"})
        draft = uow.documents.draft(record.kind, record.ref, record.round)
        subject = f"{record.kind}/{record.ref}/{record.round}"
        yield (RecordKind.DOCUMENT, subject), {**content, "draft": draft}


class Verification(Value):
    """What was checked and found: events, head, things compared, and a line for each misfit."""

    events: int
    head: str
    compared: dict[RecordKind, int]
    wrong: tuple[str, ...]


def verify_campaign(uow: UnitOfWork, kept: str = GENESIS) -> Verification:
    """Check the chain, with the head ``kept`` elsewhere in it, and all rows that it speaks of.

    BrokenChain when the chain itself does not verify, or a row can not be read any more.
    """
    events = tuple(uow.audit.events())
    head = verify(events, kept)
    try:
        found = stored(uow)
    except ValueError as error:
        raise _unreadable(error) from error
    compared = Counter(kind for kind, _ in found)
    wrong = sorted(differences(replay(events), found))
    return Verification(events=len(events), head=head, compared=compared, wrong=tuple(wrong))


def _unreadable(error: ValueError) -> BrokenChain:
    return BrokenChain(
        f"Nhật ký nguyên vẹn nhưng có dữ liệu đã lưu không còn đọc được ({error}). "
        "Đề nghị giữ nguyên cơ sở dữ liệu và đối chiếu với bản sao lưu gần nhất."
    )
