import pytest

from models.domain.evidence.file import EvidenceKind
from tests.support.evidence import facts, sent_file, told

K = EvidenceKind


def forbidden(name, kind):
    return told("evidence_forbidden", (sent_file(name, facts=facts(kind)),))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.exe", K.PROGRAM), ("a.svg", K.WEB), ("a.doc", K.OLD_OFFICE), ("a.heic", K.IMAGE)],
)
def test_other_kinds_are_asked_for_as_pdf(name, kind):
    ((_, words),) = forbidden(name, kind)

    assert "thành PDF" in words


def test_a_packed_file_that_is_no_zip_is_asked_for_as_zip():
    ((_, words),) = forbidden("ho-so.rar", K.ARCHIVE)

    assert "dạng ZIP" in words


@pytest.mark.parametrize(
    ("name", "kind"), [("a.pdf", K.PDF), ("a.zip", K.ZIP), ("a.pdf", K.EMPTY), ("a.js", K.EMPTY)]
)
def test_what_is_taken_or_told_elsewhere_is_not_forbidden(name, kind):
    assert forbidden(name, kind) == []
