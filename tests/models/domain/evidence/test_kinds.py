import pytest

from models.domain.evidence.file import EvidenceKind
from models.domain.evidence.kinds import is_disguised, is_forbidden, kind_by_name, kind_words

K = EvidenceKind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.PDF", K.PDF),
        ("a.b.jpeg", K.JPG),
        ("a.pdf.exe", K.PROGRAM),
        ("a.pdf . ", K.PDF),
        ("pdf", K.OTHER),
        ("a.", K.OTHER),
        ("", K.OTHER),
    ],
)
def test_the_last_extension_tells_the_kind(name, kind):
    assert kind_by_name(name) is kind


def test_no_file_is_both_disguised_and_forbidden():
    names = ("a.pdf", "a.doc", "a.zip", "a.exe", "a")
    both = [(n, k) for n in names for k in K if is_disguised(n, k) and is_forbidden(n, k)]

    assert both == []


def test_only_kinds_on_the_list_and_zips_pass():
    names = ["a.pdf", "a.docx", "a.xlsx", "a.pptx", "a.odt", "a.ods", "a.png", "a.jpg", "a.zip"]
    others = ["a.doc", "a.heic", "a.rar", "a.exe", "a.svg", "a.txt"]

    def passes(name):
        kind = kind_by_name(name)
        return not is_disguised(name, kind) and not is_forbidden(name, kind)

    assert [name for name in names + others if passes(name)] == names


def test_every_kind_has_its_words():
    assert all(kind_words(kind) for kind in K)
