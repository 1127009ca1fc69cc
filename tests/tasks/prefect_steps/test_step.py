import pytest

from flows.ticks import collection_tick
from models.domain.messages.purposes import Purpose
from tasks.prefect_steps.step import moves, tracked
from tests.support.house import COMMUNES, S


def test_outside_a_flow_run_items_pass_and_no_server_is_asked(monkeypatch):
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")

    assert list(tracked(iter("abc"), 3, "x", "Số tệp")) == ["a", "b", "c"]


def test_items_are_made_one_at_a_time():
    made = []
    items = tracked((made.append(n) or n for n in range(3)), 3, "x", "Số tệp")

    next(items)

    assert made == [0]


@pytest.mark.parametrize(
    ("total", "moving"),
    [(17, [16]), (21, [16]), (64, [16, 32, 48]), (320, [*range(16, 320, 16)])],
)
def test_the_bar_moves_every_sixteen_items_before_the_last(total, moving):
    assert [n for n in range(1, total + 1) if moves(n, total)] == moving


@pytest.mark.parametrize("total", [321, 1000, 3321])
def test_the_bar_moves_at_most_twenty_times(total):
    assert 18 <= sum(moves(n, total) for n in range(1, total + 1)) < 20


def test_workbooks_go_out_and_come_in_without_a_server(asked, move_into):
    house = move_into(asked)
    house.drop(COMMUNES[0], "bai.xlsx", house.commune_file(COMMUNES[0]))

    house.tick(collection_tick)

    assert house.stage(S.SELF_ASSESSMENT).waiting_for == "returns"
    assert house.messages(Purpose.RECEIPT)
