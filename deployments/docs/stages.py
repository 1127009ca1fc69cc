"""The year of the plan, from the one table of stages."""

from flows.names import stage_flow_name
from models.domain.campaign import Campaign
from models.domain.stages import STAGES, TRANSITIONS, StageSpec, StageState


def year_table(campaign: Campaign) -> str:
    """One row a stage: plan section, what is done, due, flow, gates."""
    head = "| Plan | Stage | Due | Flow | Gate |\n|---|---|---|---|---|"
    return "\n".join([head, *(_year_row(campaign, spec) for spec in STAGES.values())])


def _year_row(campaign: Campaign, spec: StageSpec) -> str:
    due = campaign.stages[spec.name].limit.in_words()
    flow = f"[`{spec.name}`](flows/{spec.name}.py)"
    return f"| {spec.section} | {stage_flow_name(spec.name)} | {due} | {flow} | {_gates(spec)} |"


def calendar_table(campaign: Campaign) -> str:
    """One row a stage: opens, limits of what units send, due, predecessors, gates."""
    head = (
        "| Stage | Opens | Returns | Locks | Explanations | Due | After | Gate |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    return "\n".join([head, *(_calendar_row(campaign, spec) for spec in STAGES.values())])


def _calendar_row(campaign: Campaign, spec: StageSpec) -> str:
    dates = campaign.stages[spec.name]
    cells = [f"`{spec.name}`", f"{dates.opens:%d/%m/%Y}"]
    limits = (dates.returns, dates.locks, dates.explanations)
    cells += [limit.in_words() if limit else "" for limit in limits]
    after = ", ".join(f"`{name}`" for name in spec.after)
    return f"| {' | '.join([*cells, dates.limit.in_words(), after, _gates(spec)])} |"


def _gates(spec: StageSpec) -> str:
    return " → ".join(body.words for body in spec.gates) or "-"


def state_diagram() -> str:
    """The states of a stage and every transition that the domain allows."""
    names = [f'    state "{state.words}" as {state}' for state in StageState]
    arrows = [
        f"    {state} --> {target}" for state in StageState for target in sorted(TRANSITIONS[state])
    ]
    first, last = StageState.PENDING, StageState.ENDED
    lines = [*names, f"    [*] --> {first}", *arrows, f"    {last} --> [*]"]
    return mermaid("stateDiagram-v2", lines)


def order_diagram() -> str:
    """What must have ended before what; the gates stand in the box of their stage."""
    boxes = [f'    {spec.name}["{_box(spec)}"]' for spec in STAGES.values()]
    arrows = [f"    {name} --> {spec.name}" for spec in STAGES.values() for name in spec.after]
    return mermaid("flowchart LR", [*boxes, *arrows])


def _box(spec: StageSpec) -> str:
    gates = f"<br/>◆ {_gates(spec)}" if spec.gates else ""
    return f"{spec.title}{gates}"


def mermaid(kind: str, lines: list[str]) -> str:
    """A diagram as pages of docs/ hold it."""
    return "\n".join(["```mermaid", kind, *lines, "```"])


def stages_page(campaign: Campaign) -> str:
    """Order, states and dates of the stages."""
    return "\n\n".join(
        [
            "## What follows what",
            order_diagram(),
            "## States of a stage",
            state_diagram(),
            "## Dates of the 2021 campaign",
            calendar_table(campaign),
        ]
    )
