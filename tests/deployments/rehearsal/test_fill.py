import pytest

from deployments.rehearsal.fill import fill
from tests.support.sent_workbooks import parsed, sent, typed


def test_types_into_the_named_cells_only():
    before, after = parsed(sent()), parsed(fill(sent(), typed(declared={"1.1.1": "Có"})))

    changed = {row.code for row, old in zip(after.rows, before.rows, strict=True) if row != old}
    assert changed == {"1.1.1"}


@pytest.mark.parametrize("cell", [("Chấm điểm", "9.9.9", "Giải trình"), ("Bìa", "1.1.1", "STT")])
def test_a_cell_that_is_not_there_is_an_error(cell):
    with pytest.raises(KeyError):
        fill(sent(), {cell: "x"})
