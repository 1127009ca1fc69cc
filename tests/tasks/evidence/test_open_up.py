from models.domain.evidence.file import EvidenceFacts, EvidenceKind
from tasks.evidence.open_up import facts_of, open_up
from tasks.evidence.unpack import unpack_zip
from tests.support.evidence_files import excel, page, picture, text_pdf, zipped

K = EvidenceKind
PACKAGE = zipped(("1.1.1/a.pdf", text_pdf("x")), ("b.rar", b"x"), ("c.png", picture(page(lines=2))))


def stopped_at(function):
    """Runs everything but what ``function`` is called for: that is stopped at a limit."""

    def run(called, calls):
        return [None if called is function else called(*arguments) for arguments in calls]

    return run


def test_a_file_is_itself():
    ((found,),) = open_up([(text_pdf("x"), "a.pdf")])

    assert (found.name, found.folder, found.facts.pages) == ("a.pdf", "", 1)


def test_a_zip_comes_before_what_is_in_it_and_tells_what_stayed():
    ((package, first, second),) = open_up([(PACKAGE, "ho-so.zip")])

    assert (package.content, package.facts.kind) == (PACKAGE, K.ZIP)
    assert [each.name for each in package.facts.left_out] == ["b.rar"]
    assert (first.folder, first.name, first.facts.kind) == ("1.1.1", "a.pdf", K.PDF)
    assert second.facts.width == 827


def test_several_files_keep_their_order():
    sent = [(excel(), "bang.xlsx"), (PACKAGE, "a.zip"), (text_pdf("x"), "b.pdf"), (PACKAGE, "c")]

    found = open_up(sent)

    assert [[each.name for each in files] for files in found] == [
        ["bang.xlsx"],
        ["a.zip", "a.pdf", "c.png"],
        ["b.pdf"],
        ["c", "a.pdf", "c.png"],
    ]
    assert [files[0].facts.kind for files in found] == [K.XLSX, K.ZIP, K.PDF, K.ZIP]


def test_a_zip_that_does_not_open_stays_and_is_unreadable():
    ((found,),) = open_up([(zipped(("a.pdf", b"x"))[:-5], "ho-so.zip")])

    assert found.facts == EvidenceFacts(kind=K.ZIP, readable=False)


def test_a_file_that_is_stopped_at_a_limit_is_kept_and_unreadable():
    ((found,),) = open_up([(text_pdf("x"), "a.pdf")], stopped_at(facts_of))

    assert found.content == text_pdf("x")
    assert found.facts == EvidenceFacts(kind=K.PDF, readable=False)


def test_a_zip_that_is_stopped_at_a_limit_is_kept_and_unreadable():
    (found,), (other,) = open_up([(PACKAGE, "a.zip"), (text_pdf("x"), "b")], stopped_at(unpack_zip))

    assert (found.content, found.facts.readable) == (PACKAGE, False)
    assert other.facts.pages == 1


def test_nothing_sent_is_nothing_opened():
    assert open_up([]) == ()
