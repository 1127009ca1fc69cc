"""The gate: who may decide, on what, and every reason to refuse."""

from datetime import UTC, datetime, timedelta
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.domain.errors import DecisionRefused
from models.domain.gate.approval import (
    LOCKED_FOR,
    MAX_WRONG_CODES,
    check_vote,
    dossier_changes,
    is_own_unit,
    judge_ballot,
)
from models.domain.gate.records import (
    Ballot,
    CodeCheck,
    Dossier,
    DossierPart,
    GateKey,
    GateRequest,
    GateSituation,
    Verdict,
    Vote,
)
from models.domain.stages import Body, StageName
from tests.support.properties import PROPERTY

NOW = datetime(2021, 11, 19, 3, 0, tzinfo=UTC)
KEY = GateKey(stage=StageName.RESULTS, body=Body.CHAIRMAN, round=1)
TABLE = DossierPart(name="Bảng tổng hợp.xlsx", sha256="a" * 64)
LETTER = DossierPart(name="Tờ trình.docx", sha256="b" * 64)
DOSSIER = Dossier(title="Kết quả Chỉ số CCHC", summary="21 đơn vị", parts=(TABLE, LETTER))
REQUEST = GateRequest(
    key=KEY, dossier=DOSSIER, approvers=("chu-tich", "pho-chu-tich"), requested_at=NOW
)
APPROVE = Ballot(verdict=Verdict.APPROVE, code="123456")
RETURN = Ballot(verdict=Verdict.RETURN, opinion=" Rà soát lại Xã Hai. ", code="123456")
CHAIRMAN = CodeCheck(matches="chu-tich")


def vote(member, key=KEY, verdict=Verdict.APPROVE, opinion=""):
    return Vote(key=key, member=member, verdict=verdict, opinion=opinion, cast_at=NOW)


def judged(**changed):
    case = {
        "request": REQUEST,
        "ballot": APPROVE,
        "check": CHAIRMAN,
        "current": DOSSIER,
        "votes": (),
        "wrong_codes": (),
        "existing": None,
        "now": NOW,
    } | changed
    situation = GateSituation(**{name: case.pop(name) for name in GateSituation.model_fields})
    return judge_ballot(situation=situation, **case)


def test_the_chairman_approves():
    decision = judged()

    assert decision.verdict is Verdict.APPROVE
    assert decision.key == KEY
    assert decision.signer == "chu-tich"
    assert decision.signed_at == NOW
    assert decision.fingerprint == DOSSIER.fingerprint
    assert decision.acting_for is None


def test_a_deputy_signs_for_the_chairman():
    decision = judged(check=CodeCheck(matches="pho-chu-tich"))

    assert (decision.signer, decision.acting_for) == ("pho-chu-tich", "chu-tich")


def test_a_return_keeps_its_opinion():
    decision = judged(ballot=RETURN)

    assert (decision.verdict, decision.opinion) == (Verdict.RETURN, "Rà soát lại Xã Hai.")


def test_a_new_summary_of_the_same_files_does_not_hinder():
    same = DOSSIER.model_copy(update={"summary": "Trình bày lại", "parts": (LETTER, TABLE)})

    assert judged(current=same).fingerprint == DOSSIER.fingerprint


@pytest.mark.parametrize("ballots", [1, 2, 3])
def test_a_quorum_of_votes_lets_the_council_conclude(ballots):
    request = REQUEST.model_copy(update={"quorum": ballots})
    votes = [vote(f"thanh-vien-{n}") for n in range(ballots)]

    assert judged(request=request, votes=votes).verdict is Verdict.APPROVE


def codes(*minutes_ago):
    return [NOW - timedelta(minutes=minutes) for minutes in minutes_ago]


REFUSALS = [
    ("already", {"existing": judged()}, "đã có quyết định “Duyệt” lúc 10:00 ngày 19/11/2021"),
    ("locked", {"wrong_codes": codes(9, 8, 1, 2, 3, 4)}, "sau 10:07 ngày 19/11/2021"),
    ("no-code", {"ballot": Ballot(verdict=Verdict.APPROVE, code="  ")}, "nhập mã đang hiện"),
    ("wrong-code", {"check": CodeCheck(matches=None)}, "nhập mã mới"),
    ("no-right", {"check": CodeCheck(matches="can-bo-1")}, "đúng người có thẩm quyền"),
    ("reused", {"check": CodeCheck(matches="chu-tich", reused=True)}, "chờ mã kế tiếp"),
    (
        "changed",
        {"current": Dossier(title=DOSSIER.title, parts=(TABLE,))},
        "bỏ “Tờ trình.docx”",
    ),
    ("no-opinion", {"ballot": Ballot(verdict=Verdict.RETURN, code="1", opinion=" ")}, "ghi ý kiến"),
    (
        "no-quorum",
        {
            "request": REQUEST.model_copy(update={"quorum": 2}),
            "votes": [vote("thanh-vien-1"), vote("thanh-vien-1")],
        },
        "1/2 phiếu",
    ),
]


@pytest.mark.parametrize(("reason", "case", "words"), REFUSALS, ids=[r[0] for r in REFUSALS])
def test_a_refusal_says_why_and_what_to_do(reason, case, words):
    with pytest.raises(DecisionRefused) as refused:
        judged(**case)

    assert refused.value.subject == reason
    assert words in refused.value.message
    assert "ồng chí" in refused.value.message or "đề nghị" in refused.value.message.lower()
    assert len(refused.value.message) < 200
    assert is_normalized("NFC", refused.value.message)


def test_the_first_reason_that_holds_is_told():
    """All reasons at once, taken away one by one, come up in the order of the table."""
    everything: dict[str, object] = {}
    for _, case, _ in reversed(REFUSALS):
        everything |= case
    everything |= {
        "request": REQUEST.model_copy(update={"quorum": 2}),
        "ballot": Ballot(verdict=Verdict.RETURN, code=""),
        "check": CodeCheck(matches=None, reused=True),
    }
    cures = [
        {"existing": None},
        {"wrong_codes": []},
        {"ballot": Ballot(verdict=Verdict.RETURN, code="1")},
        {"check": CodeCheck(matches="can-bo-1", reused=True)},
        {"check": CodeCheck(matches="chu-tich", reused=True)},
        {"check": CHAIRMAN},
        {"current": DOSSIER},
        {"ballot": APPROVE},
        {"votes": [vote("thanh-vien-1"), vote("thanh-vien-2")]},
    ]
    seen = []
    for cure in cures:
        with pytest.raises(DecisionRefused) as refused:
            judged(**everything)
        seen.append(refused.value.subject)
        everything |= cure

    assert seen == [reason for reason, _, _ in REFUSALS]
    assert judged(**everything).verdict is Verdict.APPROVE


@pytest.mark.parametrize(
    "wrong",
    [
        codes(*range(MAX_WRONG_CODES - 1)),
        codes(15, 1, 2, 3, 4),
        codes(-1, 1, 2, 3, 4),
    ],
    ids=["one fewer", "one too old", "one not yet"],
)
def test_fewer_recent_wrong_codes_do_not_lock(wrong):
    assert judged(wrong_codes=wrong).signer == "chu-tich"


@PROPERTY
@given(st.lists(st.integers(0, 60), min_size=5, max_size=12))
def test_a_lock_opens_by_itself(minutes):
    wrong = codes(*minutes)

    assert judged(wrong_codes=wrong, now=NOW + LOCKED_FOR).signer == "chu-tich"


def test_votes_at_another_gate_do_not_count():
    request = REQUEST.model_copy(update={"quorum": 1})
    other = KEY.model_copy(update={"round": 2})

    with pytest.raises(DecisionRefused, match="0/1"):
        judged(request=request, votes=[vote("thanh-vien-1", key=other)])


def test_a_gate_key_reads_as_text():
    assert str(KEY) == "results/chairman/1"
    assert [verdict.words for verdict in Verdict] == ["Duyệt", "Trả lại"]


def test_a_typed_code_does_not_show_in_logs():
    assert "123456" not in repr(APPROVE)


names = st.sampled_from(["Tờ trình", "Bảng", "Dự thảo", "Biên bản"])
hashes = st.sampled_from(["a" * 64, "b" * 64])
dossiers = st.builds(
    lambda title, parts: Dossier(
        title=title, parts=tuple(DossierPart(name=n, sha256=h) for n, h in parts.items())
    ),
    st.sampled_from(["Kết quả", "Kế hoạch"]),
    st.dictionaries(names, hashes),
)


@PROPERTY
@given(dossiers, dossiers)
def test_fingerprints_differ_exactly_when_a_change_can_be_named(before, after):
    assert (before.fingerprint == after.fingerprint) == (dossier_changes(before, after) == ())


def test_changes_name_every_part_added_removed_or_changed():
    before = Dossier(title="Cũ", parts=(TABLE, LETTER))
    after = Dossier(
        title="Mới",
        parts=(
            TABLE.model_copy(update={"sha256": "c" * 64}),
            DossierPart(name="Biên bản.docx", sha256="d" * 64),
        ),
    )

    assert dossier_changes(before, after) == (
        "tên hồ sơ đổi thành “Mới”",
        "bỏ “Tờ trình.docx”",
        "thêm “Biên bản.docx”",
        "sửa “Bảng tổng hợp.xlsx”",
    )


def test_the_unicode_form_of_a_name_is_no_change():
    split = DossierPart(name=normalize("NFD", LETTER.name), sha256=LETTER.sha256)

    assert Dossier(title=DOSSIER.title, parts=(TABLE, split)).fingerprint == DOSSIER.fingerprint


def test_two_parts_of_one_name_are_refused():
    with pytest.raises(ValidationError, match="trùng tên"):
        Dossier(title="Kết quả", parts=(TABLE, TABLE))


def test_a_gate_needs_someone_to_decide():
    with pytest.raises(ValidationError, match="approvers"):
        GateRequest(key=KEY, dossier=DOSSIER, approvers=(), requested_at=NOW)


MEMBERS = {"thanh-vien-1", "thanh-vien-2"}


def test_a_member_votes_once_and_may_vote_in_the_next_round():
    earlier = vote("thanh-vien-1", key=KEY.model_copy(update={"round": 2}))

    check_vote(REQUEST, vote("thanh-vien-1"), MEMBERS, [vote("thanh-vien-2"), earlier])


@pytest.mark.parametrize(
    ("ballot", "cast", "reason"),
    [
        (vote("thanh-vien-1", key=KEY.model_copy(update={"round": 2})), [], "other-gate"),
        (vote("chu-tich"), [], "no-right"),
        (vote("thanh-vien-1"), [vote("thanh-vien-1")], "already"),
        (vote("thanh-vien-1", verdict=Verdict.RETURN), [], "no-opinion"),
    ],
)
def test_a_vote_is_refused_with_its_reason(ballot, cast, reason):
    with pytest.raises(DecisionRefused) as refused:
        check_vote(REQUEST, ballot, MEMBERS, cast)

    assert refused.value.subject == reason


@pytest.mark.parametrize(
    ("approving", "returning", "carried"), [(2, 1, True), (1, 1, False), (1, 2, False)]
)
def test_the_council_approves_only_by_a_majority_of_its_votes(approving, returning, carried):
    request = REQUEST.model_copy(update={"quorum": 2})
    votes = [vote(f"thanh-vien-{n}") for n in range(approving)]
    votes += [vote(f"phan-doi-{n}", verdict=Verdict.RETURN) for n in range(returning)]

    if carried:
        assert judged(request=request, votes=votes).verdict is Verdict.APPROVE
        return
    with pytest.raises(DecisionRefused) as refusal:
        judged(request=request, votes=votes)
    assert refusal.value.subject == "against-votes"


def test_the_council_may_return_a_dossier_whatever_the_votes():
    request = REQUEST.model_copy(update={"quorum": 1})

    assert judged(request=request, ballot=RETURN, votes=[vote("thanh-vien")]).verdict is (
        Verdict.RETURN
    )


@pytest.mark.parametrize(
    ("stage", "unit", "own"),
    [
        (StageName.RESULTS, "18499", True),
        (StageName.APPRAISAL, "18499", True),
        (StageName.DISTRICT_DOSSIER, "18499", False),
        (StageName.RESULTS, "noi-vu", False),
    ],
)
def test_a_dossier_that_ranks_the_voters_unit_is_his_own(campaign, stage, unit, own):
    voter = campaign.contact("thanh-vien-1").model_copy(update={"unit": unit})

    assert is_own_unit(campaign, stage, voter) is own
