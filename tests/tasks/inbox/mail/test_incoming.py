from __future__ import annotations

import tracemalloc
from email.message import EmailMessage
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.inbox.mail.automatic import Author
from tasks.inbox.mail.incoming import MAX_LETTERS, mail_reference, read_head, read_mail
from tasks.inbox.mail.limits import MAIL_TOO_LARGE, MAX_FILE, MAX_FILES, MAX_MAIL, ODD_MAIL
from tasks.inbox.mail.parts import SMALL_PICTURE
from tests.support.mails import letter, raw
from tests.support.profile import examples

OWN = "cchc@cchc.example"
BANG = ("bang.xlsx", b"PK\x03\x04bang")


def read(mail):
    return read_mail(mail if isinstance(mail, bytes) else mail.as_bytes(), OWN)


def names(found):
    return [file.name for file in found.contents.files]


def notices(found):
    return " ".join(found.contents.notices)


def test_a_letter_with_a_file():
    found = read(letter("Xã gửi bảng.\n\n> Kính gửi", (BANG,)))
    assert found.message_id == "<thu-1@thu.example>"
    assert found.address == "can-bo@thu.example"
    assert found.subject == "Nộp bảng tự chấm điểm"
    assert found.text == "Nộp bảng tự chấm điểm\n\nXã gửi bảng."
    assert [(file.name, file.content) for file in found.contents.files] == [BANG]
    assert (found.author, found.refusal, notices(found)) == (Author.BY_HAND, "", "")


def test_the_subject_of_an_answer_is_ours_and_not_theirs():
    found = read(letter("Xin gia hạn.", subject="Re: Nhắc gửi", In_Reply_To="<a@cchc.example>"))
    assert (found.text, found.answers) == ("Xin gia hạn.", ("<a@cchc.example>",))


def test_a_letter_with_nothing_but_a_subject_is_not_empty():
    assert read(letter("", subject="Xin gia hạn đến 08/11")).text == "Xin gia hạn đến 08/11"


def test_a_page_is_read_when_there_is_no_plain_text():
    mail = letter("")
    mail.set_content("<p>Xin <b>gia hạn</b></p>", "html")
    assert read(mail).text.endswith("Xin gia hạn")


def test_a_long_text_is_cut_off():
    assert len(read(letter("Xin gia hạn. " * 2_000)).text) == MAX_LETTERS


def test_a_text_file_is_a_file_and_a_text_is_none():
    mail = letter("Xin gửi")
    mail.add_attachment("ghi chú", filename="ghi-chu.txt")
    found = read(mail)
    assert names(found) == ["ghi-chu.txt"]
    assert "ghi chú" not in found.text


@pytest.mark.parametrize(
    ("size", "cid", "disposition", "kept"),
    [
        (SMALL_PICTURE - 5_000, "<logo>", "inline", False),
        (SMALL_PICTURE + 200, "<anh>", "inline", True),
        (500, "<anh>", "attachment", True),
        (500, "", "inline", True),
    ],
)
def test_logos_are_no_evidence_and_photos_are(size, cid, disposition, kept):
    mail = letter("Ảnh chụp biên bản")
    more = {"cid": cid} if cid else {}
    mail.add_attachment(
        b"\x89PNG" + b"0" * size, "image", "png", filename="a.png", disposition=disposition, **more
    )
    assert names(read(mail)) == (["a.png"] if kept else [])


def test_what_seals_a_mail_is_no_file():
    mail = letter("x", (BANG,))
    mail.add_attachment(b"0\x82", "application", "pkcs7-signature", filename="smime.p7s")
    assert names(read(mail)) == ["bang.xlsx"]


def test_eleven_files_are_ten_and_the_last_is_named():
    many = tuple((f"tai-lieu-{n}.pdf", b"%PDF" + bytes([n])) for n in range(MAX_FILES + 1))
    found = read(letter("x", many))
    assert names(found) == [f"tai-lieu-{n}.pdf" for n in range(MAX_FILES)]
    assert "tai-lieu-10.pdf" in notices(found)
    assert "nhiều hơn 10 tệp" in notices(found)


def test_a_thousand_files_are_ten():
    many = tuple((f"{n}.pdf", b"%PDF") for n in range(1_000))
    found = read(letter("x", many))
    assert len(names(found)) in (0, MAX_FILES)
    assert "và 980 tệp khác" in notices(found)


def test_a_file_that_is_too_large_is_named_and_the_others_are_taken():
    found = read(letter("x", (("to.zip", b"0" * (MAX_FILE + 1)), BANG)))
    assert names(found) == ["bang.xlsx"]
    assert "“to.zip” lớn hơn 15 MB" in notices(found)


def test_a_mail_in_the_mail_is_kept_apart_and_told():
    mail = letter("Xin chuyển")
    mail.add_attachment(letter("x", (BANG,)))
    found = read(mail)
    assert names(found) == []
    assert len(found.contents.left) == 1
    assert b"bang.xlsx" in found.contents.left[0].content
    assert "thư đính kèm trong thư" in notices(found)


def test_outlooks_own_form_is_kept_apart_and_told():
    mail = letter("x")
    mail.add_attachment(b"\x78\x9f\x3e\x22", "application", "ms-tnef", filename="winmail.dat")
    found = read(mail)
    assert (names(found), [file.name for file in found.contents.left]) == ([], ["winmail.dat"])
    assert "Outlook" in notices(found)


def nested(depth):
    inner = EmailMessage()
    inner.set_content("sâu")
    for _ in range(depth):
        outer = EmailMessage()
        outer.make_mixed()
        outer.attach(inner)
        inner = outer
    return raw("From: a@thu.example\nMessage-ID: <n@thu.example>")[:-2] + inner.as_bytes()


def test_parts_within_parts_are_opened_to_a_depth():
    assert read(nested(5)).text == "sâu"
    found = read(nested(6))
    assert (found.text, found.refusal) == ("", "")
    assert "sâu quá 5 lớp" in notices(found)


def test_a_name_that_would_lead_elsewhere_leads_nowhere():
    found = read(letter("x", (("../../etc/cron.d/x", b"MZ"), ("bao-cao\u202efdp.exe", b"MZ"))))
    assert names(found) == ["x", "bao-caofdp.exe"]


def test_a_part_that_lies_about_its_type_is_the_bytes_it_is():
    mail = letter("x")
    mail.add_attachment(b"MZ\x90", "application", "pdf", filename="bao-cao.pdf")
    assert read(mail).contents.files[0].content == b"MZ\x90"


PART = """Content-Type: application/octet-stream
Content-Transfer-Encoding: {}
Content-Disposition: attachment; filename=a.bin"""


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("base64", "!!!! không phải base64 ===="),
        ("base64", "QUJ"),
        ("khong-co", "abc"),
        ("x-uuencode", "begin 666 a\n#86)C\n"),
        ("quoted-printable", "=ZZ=3"),
        ("8bit", "\udcff\udcfe"),
    ],
)
def test_what_cannot_be_decoded_is_kept_as_it_came(encoding, body):
    found = read(raw(PART.format(encoding) + "\nFrom: a@thu.example", body))
    assert names(found) == ["a.bin"]
    assert isinstance(found.contents.files[0].content, bytes)


@pytest.mark.parametrize("charset", ["windows-1258", "gb18030", "khong-co", "\x00", '"', "utf-7"])
def test_a_text_in_any_charset_is_read(charset):
    found = read(
        raw(f"From: a@thu.example\nContent-Type: text/plain; charset={charset}", "Xin h\u1ecfi")
    )
    assert "Xin" in found.text


def test_the_same_mail_is_the_same_whichever_way_it_came():
    mail = letter("x", (BANG,)).as_bytes()
    again = b"Received: from a by b\r\nDelivered-To: c@cchc.example\r\n" + mail
    assert mail_reference(again) == mail_reference(mail)
    assert mail_reference(mail).startswith("<thu-1@thu.example>#")


def test_another_mail_under_the_same_message_id_is_another():
    assert len({mail_reference(letter(t).as_bytes()) for t in ("một", "hai")}) == 2
    assert (
        len({mail_reference(letter("x", (("a.xlsx", c),)).as_bytes()) for c in (b"1", b"2")}) == 2
    )


def test_a_mail_without_a_message_id_is_known_by_what_is_in_it():
    first = letter("x", message_id=None).as_bytes()
    assert mail_reference(first) == mail_reference(first)
    assert mail_reference(first).startswith("#")
    assert mail_reference(first) != mail_reference(letter("y", message_id=None).as_bytes())
    assert read(first).message_id == ""


HEAD = "From: a@thu.example\nMessage-ID: <x@thu.example>\nSubject: Nộp bảng\n"
HOSTILE = {
    "a subject of a megabyte": raw(HEAD + "X-A: " + "a" * 1_000_000, "x"),
    "fields without end": raw(HEAD + "\n".join(f"X-{n}: a" for n in range(200_000)), "x"),
    "no end of the head": raw(HEAD)[:-4] + b" a" * 2_000_000,
    "a type of semicolons": raw(HEAD + "Content-Type: text/plain" + "; a=b" * 100_000, "x"),
    "a type of quotes": raw(HEAD + "Content-Type: a/b; c=" + '"' * 100_000, "x"),
    "ten thousand layers": raw(
        HEAD + "Content-Type: multipart/mixed; boundary=b0",
        "\n".join(
            f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n" for n in range(10_000)
        ),
    ),
    "a hundred thousand parts": raw(
        HEAD + "Content-Type: multipart/mixed; boundary=b", "--b\n\nx\n" * 100_000
    ),
    "name in ten thousand pieces": raw(
        HEAD + "Content-Type: multipart/mixed; boundary=b",
        "--b\nContent-Disposition: attachment"
        + "".join(f";\n filename*{n}=a" for n in range(10_000))
        + "\n\nx\n--b--",
    ),
    "fields without end in a part": raw(
        HEAD + "Content-Type: multipart/mixed; boundary=b",
        "--b\n" + "X: y\n" * 300_000 + "\nx\n--b--",
    ),
    "megabytes of dashes": raw(HEAD, "-\n" * 8_000_000),
    "megabytes of base64": raw(
        HEAD + "Content-Transfer-Encoding: base64\nContent-Type: a/b", "QUJD" * 3_000_000
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_mail_made_to_harm_is_read_or_refused_in_seconds(kind):
    began = perf_counter()
    found = read(HOSTILE[kind])
    assert perf_counter() - began < 10
    assert found.refusal in ("", ODD_MAIL)
    assert found.reference.startswith("<x@thu.example>#")
    if found.refusal:
        assert found.contents.files == []
    assert found.address in ("a@thu.example", "")


def test_a_refused_mail_still_tells_whose_it_is():
    found = read(HOSTILE["ten thousand layers"])
    assert (found.refusal, found.address) == (ODD_MAIL, "a@thu.example")
    assert found.subject == "Nộp bảng"


def test_a_mail_that_is_too_large_is_not_parsed():
    tracemalloc.start()
    content = letter("x", (BANG,)).as_bytes() + b"\r\n" * (MAX_MAIL // 2)
    before = tracemalloc.get_traced_memory()[0]
    assert read(content).refusal == MAIL_TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] - before < 100 * 1024 * 1024
    tracemalloc.stop()


def test_the_head_of_a_mail_that_is_not_fetched_tells_whose_it_is():
    head = letter("x", In_Reply_To="<a@cchc.example>").as_bytes().partition(b"\n\n")[0]
    found = read_head(head, OWN, MAIL_TOO_LARGE)
    assert (found.refusal, found.answers) == (MAIL_TOO_LARGE, ("<a@cchc.example>",))
    assert found.subject == "Nộp bảng tự chấm điểm"


@given(st.binary(max_size=600))
def test_no_bytes_ever_raise(noise):
    found = read(noise)
    assert isinstance(found.text, str)


@settings(max_examples=examples(150))
@given(st.data())
def test_no_damage_to_a_mail_ever_raises(data):
    whole = letter("Xin gửi", (BANG,), In_Reply_To="<a@b>").as_bytes()
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 60))
    noise = data.draw(st.binary(max_size=30))
    found = read(whole[:at] + noise + whole[at + cut :])
    assert all(file.name for file in found.contents.files)
