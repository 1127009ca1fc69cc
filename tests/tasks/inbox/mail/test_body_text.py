from __future__ import annotations

import pytest

from tasks.inbox.mail.body_text import html_text, own_words

OWN = "Kính gửi Phòng Nội vụ,\nXã xin gia hạn đến ngày 08/11 ạ."
QUOTED = {
    "gmail-vi": """
Vào Th 5, 4 thg 11, 2021 vào lúc 08:15 Phòng Nội vụ <noi-vu@huyen.example>
đã viết:

> Kính gửi: đồng chí
> Đề nghị gửi bảng""",
    "gmail-vi-2": """
Vào 08:15, Th 5, 4 thg 11, 2021 Phòng Nội vụ <noi-vu@huyen.example> đã viết:
Kính gửi: đồng chí""",
    "gmail-en": """
On Thu, Nov 4, 2021 at 8:15 AM Phòng Nội vụ <noi-vu@huyen.example>
wrote:
> Kính gửi""",
    "outlook-vi": """
Từ: Phòng Nội vụ <noi-vu@huyen.example>
Đã gửi: Thứ Năm, 4 Tháng Mười Một 2021 08:15
Tới: can-bo@thu.example
Chủ đề: Nhắc gửi bảng

Kính gửi""",
    "outlook-en": """
________________________________
From: Phòng Nội vụ <noi-vu@huyen.example>
Sent: Thursday, November 4, 2021 8:15 AM
To: can-bo@thu.example
Subject: Nhắc gửi bảng

Kính gửi""",
    "outlook-old": """
-----Original Message-----
Kính gửi""",
    "zimbra-vi": """
----- Thư gốc -----
Kính gửi""",
    "forwarded": """
---------- Forwarded message ---------
Kính gửi""",
    "iphone-vi": """
Đã gửi từ iPhone của tôi

> Vào 4 thg 11, 2021, lúc 08:15, Phòng Nội vụ <noi-vu@huyen.example> đã viết:
>
> Kính gửi""",
    "iphone-en": """
Sent from my iPhone

> On 4 Nov 2021, at 08:15, Phòng Nội vụ <noi-vu@huyen.example> wrote:
> Kính gửi""",
    "signature": """
--
Công chức Văn phòng - Thống kê
Kính gửi""",
}


@pytest.mark.parametrize("client", QUOTED)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_only_what_the_sender_wrote_is_left(client, line_end):
    assert own_words((OWN + "\n" + QUOTED[client]).replace("\n", line_end)) == OWN


@pytest.mark.parametrize(
    "text",
    [
        "Từ: ngày 01/11 đến ngày 05/11, xã bận đại hội.\nXin gia hạn.",
        "Ngày 04/11 xã đã viết báo cáo nhưng chưa gửi.",
        "Trong hướng dẫn có viết: chỉ ghi một số.\nVậy ghi vào đâu?",
        "- Tiêu chí 1.1: ghi thế nào?\n- Tiêu chí 1.2: có phải ghi không?",
        "Gửi từ huyện đến xã mất hai ngày\nnên xã nộp muộn.",
    ],
)
def test_sentences_that_look_like_a_quote_stay(text):
    kept = [line for line in own_words(text).split("\n") if line]
    assert kept == text.split("\n") or kept == text.split("\n")[1:]
    assert text.split("\n")[-1] in kept


def test_a_mail_that_only_quotes_is_shown_whole():
    text = "> Kính gửi: đồng chí\n> Xin gia hạn"
    assert own_words(text) == text


def test_very_long_lines_take_no_time():
    assert own_words("Vào 1 " * 40_000)
    assert own_words("\n".join(["Từ: x"] * 40_000))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Xin gia&nbsp;hạn</p><p>ạ.</p>", "Xin gia hạn\nạ."),
        ("<style>p{}</style><script>x()</script><p>Hỏi</p>", "Hỏi"),
        ("<div>Hỏi</div><blockquote>Kính gửi</blockquote>", "Hỏi"),
        ('<div>Hỏi</div><div class="gmail_quote">Vào <br>đã viết:</div>', "Hỏi"),
        ('<div>Hỏi</div><div id="appendonsend"></div><hr><b>From:</b> x', "Hỏi"),
        ('<div>Hỏi</div><div id="divRplyFwdMsg">Từ: x</div><p>Kính gửi</p>', "Hỏi"),
        ("<p>a &lt; b<p>c", "a < b\nc"),
        ("không thẻ", "không thẻ"),
        ("<p>hở <b>thẻ", "hở thẻ"),
    ],
)
def test_a_page_is_read_as_a_person_sees_it(html, text):
    assert own_words(html_text(html)).replace("\n\n", "\n") == text


@pytest.mark.parametrize(
    "html", ["<![" * 100_000, "<!--" * 100_000, "<a " * 100_000, "<" * 300_000]
)
def test_broken_marks_take_no_time(html):
    html_text(html)
