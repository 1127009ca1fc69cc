import re

from deployments.docs.stages import order_diagram, state_diagram
from models.domain.stages import STAGES, TRANSITIONS


def test_the_state_diagram_draws_every_transition_and_no_other():
    drawn = set(re.findall(r"^    (\w+) --> (\w+)$", state_diagram(), re.MULTILINE))
    assert drawn == {
        (state, target) for state, targets in TRANSITIONS.items() for target in targets
    }


def test_the_order_diagram_draws_every_predecessor_and_no_other():
    drawn = set(re.findall(r"^    (\w+) --> (\w+)$", order_diagram(), re.MULTILINE))
    assert drawn == {(name, spec.name) for spec in STAGES.values() for name in spec.after}
