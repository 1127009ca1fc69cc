from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import ArtifactCollection

from tasks.prefect_steps.artifacts import STALE, has_news

NOW = datetime(2021, 11, 5, 9, 30, tzinfo=UTC)
TEXT = "Đã nhận **3/21** đơn vị · tính đến 05/11/2021 16:30"


def shown(data=TEXT, age=timedelta(minutes=5)):
    return ArtifactCollection(key="bang", latest_id=uuid4(), data=data, updated=NOW - age)


@pytest.mark.parametrize(
    ("before", "news"),
    [
        (None, True),
        (shown(), False),
        (shown(TEXT.replace("16:30", "16:25")), False),
        (shown(TEXT.replace("tính đến", "Tính đến")), False),
        (shown(TEXT.replace("3/21", "2/21")), True),
        (shown(age=STALE), False),
        (shown(age=STALE + timedelta(seconds=1)), True),
    ],
)
def test_a_board_is_written_anew_for_news_or_once_an_hour(before, news):
    assert has_news(TEXT, before, NOW) is news
