"""What is written along with files: mostly politeness, sometimes news, and questions."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.collection.text_intent import TextIntent, intent_of
from tests.support.properties import PROPERTY

NOTHING = [
    "",
    " \n ",
    "Kính gửi Phòng Nội vụ, xã gửi bảng tự chấm điểm. Trân trọng.",
    "Kính gửi: Phòng Nội vụ\n\nUBND xã Hà Linh gửi bảng tự chấm điểm CCHC năm 2021.\n\n"
    "Trân trọng!\nNguyễn Văn A\nCông chức Văn phòng - Thống kê\nĐT: 0912 000 000",
    "Bảng tự chấm 18496\n\nEm gửi kèm theo hồ sơ ạ. Em cảm ơn.",
    "Hồ sơ tự chấm điểm của xã Hà Linh",
    "Xin trân trọng cảm ơn!\nTrần Thị B",
    "UBND xã gửi bảng tự chấm, kính đề nghị Phòng Nội vụ tiếp nhận, tổng hợp.",
    "Đề nghị đồng chí xem xét, thẩm định theo quy định.",
    "Nop bang tu cham 18496\n\nKinh gui Phong Noi vu, xa gui bang tu cham diem.\nTran trong",
    "Dear anh, em gửi file.\nBest regards,\nB",
]
NOTES = [
    "Xã gửi bảng, tài liệu tiêu chí 1.2.3 sẽ gửi sau.",
    "Xã gửi lại bảng đã sửa.",
    "Kính gửi Phòng Nội vụ, bảng này thay bảng hôm qua. Trân trọng.",
    "Số liệu là tạm tính.",
    "Đề nghị Phòng kiểm tra lại tiêu chí 1.2.",
    "Xa gui bang, con thieu tai lieu",
    "Xã không có khó khăn, vướng mắc gì.",
    "Đơn vị chưa gặp khó khăn hay vướng mắc. Đã gửi 25 phiếu hỏi.",
    "Đã được gia hạn đến 10/11, nay xã nộp bản mới.",
    "Thực hiện theo hướng dẫn số 12/HD-PNV, xã chấm 1.1.1 là 0,5 điểm.",
    "Nếu có vướng mắc đề nghị liên hệ đồng chí A, số điện thoại 0912000000",
    "Ảnh chụp hội nghị UBND xã ngày 5/11.",
    "Xem thêm tại https://xa.example/tin?id=12.",
]
QUESTIONS = [
    "Xã gửi bảng. Tiêu chí 1.1.1 lấy số liệu đến ngày nào?",
    "Kính gửi Phòng Nội vụ, xã gửi bảng. Xin hỏi thời hạn bổ sung. Trân trọng.",
    "Xã còn vướng mắc ở tiêu chí 2.1.",
    "XÃ GẶP KHÓ KHĂN VỀ NHÂN SỰ",
    "Đề nghị Phòng Nội vụ hướng dẫn cách chấm tiêu chí 3.",
    "Đề nghị cho xã gia hạn thêm hai ngày.",
    "Em không biết điền ô này ạ, anh hướng dẫn giúp em.",
    "Tệp không mở được trên máy của xã.",
    "Bảng bị lỗi ở ô D8.",
    "Cho hỏi chấm theo năm nào",
    "Em xin hoi cach cham 1.1.1",
    "Xa gap vuong mac",
    "Xin hỏi thêm",
    "Trân trọng.\nTái bút: chấm điểm như thế nào",
    "Không có khó khăn gì, nhưng xin hỏi thời hạn.",
]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        *((text, TextIntent.COURTESY) for text in NOTHING),
        *((text, TextIntent.NOTE) for text in NOTES),
        *((text, TextIntent.QUESTION) for text in QUESTIONS),
    ],
)
def test_words_beside_files_are_told_apart(text, meaning):
    assert intent_of(text) is meaning


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_one_however_its_letters_are_composed(text):
    assert intent_of(unicodedata.normalize("NFD", text)) is TextIntent.QUESTION


@PROPERTY
@given(st.text(max_size=300))
def test_a_question_mark_outside_an_address_asks(text):
    assert intent_of(f"{text} ? ") is TextIntent.QUESTION
