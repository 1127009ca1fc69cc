"""A message that an installation adds stands beside those that come with the program."""

import pytest

from models.domain.errors import ConfigurationError
from models.domain.messages.purposes import MESSAGES, About, MessageSpec, Purpose, add_message


@pytest.fixture
def training():
    yield MessageSpec(purpose="training", words="Mời tập huấn", about=About.SYSTEM)
    MESSAGES.pop("training", None)


def test_the_same_message_may_be_added_twice_and_no_other_under_its_name(training):
    add_message(training)
    add_message(training)

    with pytest.raises(ConfigurationError, match="Đã có loại tin “training”"):
        add_message(training.model_copy(update={"words": "Khác"}))
    assert MESSAGES["training"] == training


def test_no_message_of_the_program_can_be_replaced(training):
    with pytest.raises(ConfigurationError, match="đặt tên khác"):
        add_message(training.model_copy(update={"purpose": str(Purpose.REMINDER)}))
    assert MESSAGES[Purpose.REMINDER].words == "Nhắc trước hạn"
