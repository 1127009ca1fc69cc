"""A message that an installation adds: a row of the table and a template, outside the program."""

from email import message_from_bytes, policy

import pytest
from pydantic import ValidationError

from config.settings import Settings
from config.workspace import load_extensions
from models.domain.errors import ConfigurationError
from models.domain.messages.message import MessageRecord
from models.domain.messages.mode import Mode
from models.domain.messages.purposes import MESSAGES, About, MessageSpec, Purpose, add_message
from models.domain.messages.transmission import MessageState
from tasks.notify.channels.registry import choose_channels
from tasks.notify.channels.writing import has_text
from tasks.notify.dispatch.context import DispatchContext
from tasks.notify.dispatch.dispatch import dispatch
from tasks.notify.operator.preview import sample_params
from tasks.notify.operator.register import messages_csv
from tasks.notify.settings import notify_settings
from tests.support.memory_outbox import MemoryOutbox

ROW = """
from pathlib import Path

from models.domain.messages.purposes import About, Manner, MessageSpec, add_message

add_message(
    MessageSpec(
        purpose="training",
        words="Mời tập huấn",
        about=About.SYSTEM,
        manner=Manner.URGENT,
        templates=Path(__file__).parent / "messages",
        sample={"place": "hội trường tầng 2"},
    )
)
"""
TEMPLATE = """{% extends layout %}
{% set facts = [("Địa điểm", place)] %}
{% block subject %}Mời tập huấn chấm điểm{% endblock %}
{% block lead %}Kính mời đồng chí dự tập huấn.{% endblock %}
{% block step %}Đề nghị đồng chí đến {{ place }} đúng giờ.{% endblock %}
"""


@pytest.fixture
def added(tmp_path):
    folder = tmp_path / "cau-hinh" / "extensions"
    (folder / "messages" / "email").mkdir(parents=True)
    (folder / "training.py").write_text(ROW, encoding="utf-8")
    (folder / "messages" / "email" / "training.j2").write_text(TEMPLATE, encoding="utf-8")
    load_extensions(tmp_path / "cau-hinh")
    yield
    MESSAGES.pop("training", None)


@pytest.fixture
def record(added, make_record):
    """An invitation to the officer."""
    known = dict(make_record()) | {"purpose": "training", "params": sample_params("training")}
    return MessageRecord.model_validate({n: known[n] for n in MessageRecord.model_fields})


def test_it_is_written_and_sent_to_a_file_of_the_sandbox(record, campaign, now, tmp_path):
    settings = notify_settings(Settings(_env_file=None, home=tmp_path), campaign)
    channels = choose_channels(Mode.SANDBOX, settings, campaign)
    outbox = MemoryOutbox(record)
    report = dispatch(DispatchContext(outbox, channels, campaign, lambda: now, tmp_path))
    assert report.counts == {MessageState.ACCEPTED: 1}
    name = outbox.rows[record.key].decisive.detail
    mail = message_from_bytes(next(tmp_path.rglob(name)).read_bytes(), policy=policy.default)
    assert mail["Subject"].startswith("[THỬ] Mời tập huấn chấm điểm")
    for kind in ("plain", "html"):
        assert "hội trường tầng 2" in mail.get_body((kind,)).get_content()


def test_the_register_calls_it_by_its_words(record, campaign):
    assert "Mời tập huấn" in messages_csv([record], campaign).decode("utf-8-sig")


def test_it_has_a_text_where_it_has_a_template(added):
    assert not has_text("short", "training")
    assert has_text("short", "reminder")


def test_a_purpose_that_is_in_no_row_is_refused(make_record):
    known = dict(make_record()) | {"purpose": "training"}
    with pytest.raises(ValidationError, match="không có loại tin"):
        MessageRecord.model_validate({n: known[n] for n in MessageRecord.model_fields})


def test_the_purpose_of_another_message_is_refused():
    with pytest.raises(ConfigurationError, match="reminder"):
        add_message(MessageSpec(purpose=Purpose.REMINDER, words="Khác", about=About.FORM))
