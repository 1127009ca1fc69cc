"""The check of a campaign's audit: the chain itself, and the rows against what it says of them."""

from __future__ import annotations

from collections import Counter

from models.domain.audit.chain import GENESIS, verify
from models.domain.audit.replay import Kind, attested, differences
from models.domain.errors import BrokenChain
from models.domain.values import Value
from models.store.stored import stored
from models.store.unit_of_work import UnitOfWork


class Verification(Value):
    """What was checked and found: events, head, things compared, and a line for each misfit."""

    events: int
    head: str
    compared: dict[Kind, int]
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
    wrong = sorted(differences(attested(events), found))
    return Verification(events=len(events), head=head, compared=compared, wrong=tuple(wrong))


def _unreadable(error: ValueError) -> BrokenChain:
    return BrokenChain(
        f"Nhật ký nguyên vẹn nhưng có dữ liệu đã lưu không còn đọc được ({error}). "
        "Đề nghị giữ nguyên cơ sở dữ liệu và đối chiếu với bản sao lưu gần nhất."
    )
