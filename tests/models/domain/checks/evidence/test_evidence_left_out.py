from models.domain.evidence.file import EvidenceKind, LeftOut, LeftOutReason
from tests.support.evidence import facts, sent_file, told

R = LeftOutReason


def archive(*left):
    inside = tuple(LeftOut(name=name, reason=reason) for name, reason in left)
    return (sent_file("ho-so.zip", facts=facts(EvidenceKind.ZIP, left_out=inside)),)


def test_what_stayed_in_a_zip_is_told_by_reason_with_what_to_do():
    found = told(
        "evidence_left_out",
        archive(("a.pdf", R.ENCRYPTED), ("b.zip", R.NESTED), ("c.pdf", R.ENCRYPTED)),
    )

    assert [words for _, words in found] == [
        "Trong tệp nén “ho-so.zip”: “a.pdf”, “c.pdf” đặt mật khẩu. Đề nghị nén lại không đặt "
        "mật khẩu rồi gửi lại.",
        "Trong tệp nén “ho-so.zip”: “b.zip” lại là tệp nén. Đề nghị giải nén trước rồi nén chung "
        "một lần rồi gửi lại.",
    ]


def test_of_many_names_the_first_are_told_and_the_rest_counted():
    ((_, words),) = told(
        "evidence_left_out", archive(*((f"{n}.pdf", R.TOO_MANY) for n in range(11)))
    )

    assert "“7.pdf” và 3 tệp khác vượt quá" in words


def test_a_zip_that_came_out_whole_is_not_told():
    assert told("evidence_left_out", archive()) == []
