"""The limits of one unit in a round, and how operators change them: give time, open, close.

Each check raises a RuleViolation or NotFound whose sentence says what to do instead.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from models.domain.campaign import Campaign, Form
from models.domain.collection.submission_state import SubmissionState
from models.domain.deadlines import Limit, LimitKind
from models.domain.errors import NotFound, RuleViolation
from models.domain.stages import STAGES, StageName
from models.domain.units import Position, Unit
from models.domain.values import nfc
from models.domain.vietnamese.dates import moment_in_words


def own_limit(limit: Limit, state: SubmissionState) -> Limit:
    """The unit's extension if it ends later than the general ``limit``, else that."""
    own = state.extension
    return own if own is not None and own.closes > limit.closes else limit


def own_closing(closing: Limit | None, state: SubmissionState) -> datetime | None:
    """The first moment from which nothing of the unit is taken in (aware).

    None: no moment is named (``closing`` is None, or the unit was unlocked without an end), so that
    the round stays open until it is locked.
    """
    if closing is None or (state.unlocked and state.unlocked_until is None):
        return None
    own = (closing, state.extension, state.unlocked_until)
    return max(each.closes for each in own if each is not None)


def must_lock(closing: Limit | None, state: SubmissionState, now: datetime) -> bool:
    """Whether the unit's round is over at ``now`` and not locked yet."""
    own = own_closing(closing, state)
    return not state.locked and own is not None and now >= own


def is_closed(closing: Limit | None, state: SubmissionState, at: datetime) -> bool:
    """Whether a file of the unit that came in ``at`` this moment comes too late to be taken in."""
    if state.final or (state.locked_at is not None and at >= state.locked_at):
        return True
    own = own_closing(closing, state)
    return own is not None and at >= own


def round_limit(limit: Limit, states: Iterable[SubmissionState]) -> Limit:
    """By when the first of the units owes its form: after ``limit`` when all were given time."""
    return min((own_limit(limit, state) for state in states), key=_closes, default=limit)


def _closes(limit: Limit) -> datetime:
    return limit.closes


_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2})[:hg](\d{2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2})[:hg](\d{2}))?")


def until_of(text: str) -> Limit:
    """The end that an operator typed: "2021-11-12", "12/11/2021", both also with "17:00".

    A day is included, and so is the minute of an hour (Hanoi time).
    """
    typed = " ".join(text.split())
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day, *hour = found.groups()
    elif found := _DAY_FIRST.fullmatch(typed):
        day, month, year, *hour = found.groups()
    else:
        raise _no_moment(text)
    try:
        named = time(int(hour[0]), int(hour[1])) if hour[0] else None
        return Limit(
            kind=LimitKind.AT_LATEST, day=date(int(year), int(month), int(day)), hour=named
        )
    except ValueError:
        raise _no_moment(text) from None


def _no_moment(text: str) -> RuleViolation:
    return RuleViolation(
        f"Thời điểm “{text}” không đúng. Đề nghị ghi ngày dạng 2021-11-12 hoặc 12/11/2021, cần đến "
        "giờ thì ghi thêm, ví dụ 2021-11-12 17:00.",
        text,
    )


def check_operator(campaign: Campaign, by: str) -> None:
    """Only an operator of the campaign may change rounds and answer questions."""
    operators = [person.id for person in campaign.people(Position.OPERATOR)]
    if by not in operators:
        raise RuleViolation(
            f"“{by}” không phải người vận hành của đợt {campaign.id}. Đề nghị ghi mã của người "
            f"thực hiện, là một trong: {', '.join(operators)}.",
            by,
        )


def check_words(text: str, what: str) -> str:
    """``text`` trimmed and in NFC; ``what`` it is ("lý do") must not be empty."""
    if not (words := nfc(text).strip()):
        raise RuleViolation(f"Chưa ghi {what}. Đề nghị ghi {what} rồi thực hiện lại.", what)
    return words


def owing_unit(campaign: Campaign, form: Form, code: str) -> Unit:
    """The unit with this code; it must owe ``form``."""
    unit = campaign.find_unit(code)
    if unit is None:
        raise NotFound(
            f"Đợt {campaign.id} không có đơn vị mang mã “{code}”. Đề nghị xem mã trong units.csv.",
            code,
        )
    if not campaign.owes(unit, form):
        raise RuleViolation(
            f"{unit.name} không phải nộp {form.words} loại này ({form}). Đề nghị kiểm tra lại biểu "
            "(form) hoặc mã đơn vị.",
            code,
        )
    return unit


def check_not_used(stage: StageName, ended: bool) -> None:
    """Nothing can count any more once the ``stage`` that decides on the scores has ended."""
    if ended:
        raise RuleViolation(
            f"Bước “{STAGES[stage].title}” đã kết thúc nên hồ sơ nhận thêm không còn được tính. "
            "Đề nghị báo cáo Hội đồng thẩm định để được hướng dẫn.",
            stage,
        )


def check_future(until: Limit, now: datetime) -> None:
    """An end must lie ahead."""
    if not until.met_by(now):
        raise RuleViolation(
            f"Thời điểm {until.end_in_words()} đã qua (bây giờ là "
            f"{moment_in_words(now)}). Đề nghị chọn thời điểm sau bây giờ.",
            str(until.day),
        )


def is_given(limit: Limit, state: SubmissionState, until: Limit) -> bool:
    """Whether the unit has time until then already, or longer."""
    return not state.locked and own_limit(limit, state).closes >= until.closes


def check_later(unit: Unit, limit: Limit, state: SubmissionState, until: Limit) -> None:
    """An extension gives time and takes none: it must not end before what the unit has."""
    known = (own_limit(limit, state), state.unlocked_until)
    longest = max((each for each in known if each is not None), key=lambda each: each.closes)
    if until.closes < longest.closes:
        raise RuleViolation(
            f"{unit.name} đã được nộp đến {longest.end_in_words()}, muộn hơn "
            f"{until.end_in_words()}. Gia hạn không rút ngắn thời hạn; muốn khóa sớm thì đề nghị "
            "dùng lệnh khóa (cchc round lock).",
            unit.code,
        )


def check_locked(unit: Unit, closed: bool) -> None:
    """Only a round that is ``closed`` for the unit can be opened again."""
    if not closed:
        raise RuleViolation(
            f"{unit.name} chưa bị khóa, vẫn nộp được nên không cần mở khóa. Muốn thêm thời hạn thì "
            "đề nghị gia hạn (cchc round extend).",
            unit.code,
        )


def check_lockable(unit: Unit, closing: Limit | None, now: datetime) -> None:
    """Nobody is locked out before the general closing: a lock by hand ends what was given."""
    if closing is None or closing.met_by(now):
        when = f" đến {closing.end_in_words()}" if closing else ""
        raise RuleViolation(
            f"Đợt nhận bài còn mở cho mọi đơn vị{when} nên chưa khóa riêng {unit.name_within} "
            "được. Khóa bằng tay chỉ dùng để kết thúc sớm phần gia hạn hoặc mở khóa.",
            unit.code,
        )
