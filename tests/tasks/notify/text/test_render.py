from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

import templates
from models.domain.errors import ConfigurationError
from models.domain.messages.message import Attachment
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import Purpose
from tasks.notify.text.render import parameters, render_email

EVERY = pytest.mark.parametrize("purpose", list(Purpose))


@pytest.fixture
def rendered(purpose, campaign, make_record, attachment):
    record = make_record(purpose, attachments=(attachment,))
    return render_email(record, campaign.contact("cb"), campaign, Mode.LIVE)


@EVERY
def test_every_purpose_gives_subject_text_and_html_without_leftovers(rendered):
    for part in (rendered.subject, rendered.text, rendered.html):
        assert part.strip()
        assert not re.search(r"[{}]|\bNone\b|\bcommune\b|Undefined", part)
        assert unicodedata.is_normalized("NFC", part)


@EVERY
def test_subject_is_one_line_that_a_phone_can_show(rendered):
    assert "\n" not in rendered.subject
    assert len(rendered.subject) <= 120
    assert not rendered.subject.startswith("[")


@EVERY
def test_text_is_short_polite_and_says_what_to_do_and_whom_to_ask(rendered):
    assert rendered.text.startswith("Kính gửi: Công chức Văn phòng – Thống kê, xã Hà Linh\n")
    assert "đồng chí" in rendered.text
    assert re.search(r"^(Việc cần làm|Bước tiếp theo): \S", rendered.text, re.MULTILINE)
    assert "Nơi giải đáp: Chuyên viên cải cách hành chính, Phòng Nội vụ." in rendered.text
    assert len(rendered.text.split()) <= 230
    assert "\n\n\n" not in rendered.text


@EVERY
def test_html_holds_every_sentence_of_the_text(rendered):
    shown = " ".join(re.sub(r"<[^>]+>", " ", rendered.html).split())
    step = re.search(r"^(?:Việc cần làm|Bước tiếp theo): (.+)$", rendered.text, re.MULTILINE)
    assert step is not None
    assert step[1] in shown
    assert "Phụ lục III xã Hà Linh.xlsx" in shown


@EVERY
def test_each_missing_parameter_is_refused(purpose, campaign, make_record):
    for name in parameters(purpose):
        record = make_record(purpose)
        kept = {key: value for key, value in record.params.items() if key != name}
        broken = record.model_copy(update={"params": kept})
        with pytest.raises(ConfigurationError, match=name) as refusal:
            render_email(broken, campaign.contact("cb"), campaign, Mode.LIVE)
        assert refusal.value.subject == record.key


@EVERY
def test_the_declared_parameters_are_those_that_are_passed(purpose, make_record):
    assert parameters(purpose) == set(make_record(purpose).params)


def test_templates_and_purposes_are_the_same_set():
    folder = Path(templates.__file__).parent / "messages" / "email"
    names = {path.stem for path in folder.glob("[!_]*.j2")}
    assert names == {purpose.value for purpose in Purpose}


@pytest.mark.parametrize("mode", [Mode.REHEARSAL, Mode.SANDBOX, Mode.TEAM])
def test_outside_live_mode_the_mail_says_that_it_is_a_trial(mode, campaign, make_record):
    trial = render_email(make_record(), campaign.contact("cb"), campaign, mode)
    assert trial.subject.startswith("[THỬ] Nhắc gửi")
    assert "THƯ THỬ NGHIỆM" in trial.text
    assert "Thư thử nghiệm" in trial.html


def test_html_escapes_what_officials_typed(campaign, make_record):
    params = make_record(Purpose.REFUSED).params | {"file": "<script>x</script> & y.xlsx"}
    record = make_record(Purpose.REFUSED, params=params)
    rendered = render_email(record, campaign.contact("cb"), campaign, Mode.LIVE)
    assert "<script>" not in rendered.html
    assert "&lt;script&gt;x&lt;/script&gt; &amp; y.xlsx" in rendered.html
    assert "<script>x</script> & y.xlsx" in rendered.text


def test_a_line_break_in_a_parameter_cannot_enter_the_subject(campaign, make_record):
    params = make_record(Purpose.REFUSED).params | {"file": "a.xlsx\r\nBcc: x@thu.example"}
    record = make_record(Purpose.REFUSED, params=params)
    rendered = render_email(record, campaign.contact("cb"), campaign, Mode.LIVE)
    assert rendered.subject == "Chưa ghi nhận được tệp a.xlsx Bcc: x@thu.example"


def test_decomposed_letters_come_out_composed(campaign, make_record):
    params = make_record(Purpose.REFUSED).params
    decomposed = params | {"file": unicodedata.normalize("NFD", "Biểu mẫu.xlsx")}
    rendered = render_email(
        make_record(Purpose.REFUSED, params=decomposed), campaign.contact("cb"), campaign, Mode.LIVE
    )
    assert "Biểu mẫu.xlsx" in rendered.text


def test_a_parameter_may_not_take_the_place_of_a_provided_name(campaign, make_record):
    record = make_record(params=make_record().params | {"campaign": "x"})
    with pytest.raises(ConfigurationError, match="campaign"):
        render_email(record, campaign.contact("cb"), campaign, Mode.LIVE)


@pytest.mark.parametrize("form", ["commune", "bảng tự đánh giá, chấm điểm"])
def test_a_form_may_come_as_code_or_in_words(form, campaign, make_record):
    record = make_record(params=make_record().params | {"form": form})
    rendered = render_email(record, campaign.contact("cb"), campaign, Mode.LIVE)
    assert rendered.subject.startswith("Nhắc gửi bảng tự đánh giá, chấm điểm của xã Hà Linh")


def test_the_office_helps_when_a_campaign_has_no_operator(campaign, make_record):
    others = tuple(c for c in campaign.contacts if c.id != "vh")
    bare = campaign.model_copy(update={"contacts": others})
    rendered = render_email(make_record(), bare.contact("cb"), bare, Mode.LIVE)
    assert "Nơi giải đáp: Phòng Nội vụ." in rendered.text


def test_findings_without_a_marked_copy_point_to_the_list(campaign, make_record):
    record = make_record(Purpose.FINDINGS)
    bare = render_email(record, campaign.contact("cb"), campaign, Mode.LIVE)
    copy = Attachment(name="da-danh-dau.xlsx", sha256="b" * 64)
    with_copy = record.model_copy(update={"attachments": (copy,)})
    marked = render_email(with_copy, campaign.contact("cb"), campaign, Mode.LIVE)
    assert "sửa các chỗ nêu trên" in bare.text
    assert "sửa các ô được đánh dấu" in marked.text
    assert "2. Trang “Tự chấm”, ô D15: chọn một mức trong danh sách." in bare.text
