import re

import pytest

from deployments.docs.stages import (
    BEGIN,
    DOCUMENTS,
    END,
    ROOT,
    order_diagram,
    renew,
    stale,
    state_diagram,
)
from models.domain.errors import ConfigurationError
from models.domain.stages import STAGES, TRANSITIONS


def test_readme_and_stage_page_are_what_the_table_of_stages_gives():
    assert [path.name for path in stale()] == [], "run: python -m deployments.docs.stages"


def test_a_changed_row_is_found_and_put_right(tmp_path):
    for name in DOCUMENTS:
        copy = tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(
            (ROOT / name).read_text(encoding="utf-8").replace("20/10/2021", "21/10/2021")
        )

    found = stale(tmp_path)

    assert set(found) == {tmp_path / name for name in DOCUMENTS}
    assert all("trước ngày 20/10/2021" in text for text in found.values())


def test_text_around_the_markers_is_kept():
    assert renew(f"a\n{BEGIN}\nold\n{END}\nb\n", "new", "x") == f"a\n{BEGIN}\n\nnew\n\n{END}\nb\n"


@pytest.mark.parametrize("text", ["", BEGIN, END, f"{END} {BEGIN}"])
def test_a_document_without_both_markers_is_named(text):
    with pytest.raises(ConfigurationError, match=r"STAGES\.md"):
        renew(text, "new", "STAGES.md")


def test_the_state_diagram_draws_every_transition_and_no_other():
    drawn = set(re.findall(r"^    (\w+) --> (\w+)$", state_diagram(), re.MULTILINE))
    assert drawn == {
        (state, target) for state, targets in TRANSITIONS.items() for target in targets
    }


def test_the_order_diagram_draws_every_predecessor_and_no_other():
    drawn = set(re.findall(r"^    (\w+) --> (\w+)$", order_diagram(), re.MULTILINE))
    assert drawn == {(name, spec.name) for spec in STAGES.values() for name in spec.after}
