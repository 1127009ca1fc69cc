"""Write the year of the plan into the documents that show it, from the one table of stages.

``python -m deployments.docs.stages`` rewrites the text between the markers; with ``--check`` it
changes nothing and its exit status says whether the documents are what it would write.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from config.loaders import load_campaign
from flows.names import stage_flow_name
from models.domain.campaign import Campaign
from models.domain.errors import ConfigurationError
from models.domain.stages import STAGES, TRANSITIONS, StageSpec, StageState

CAMPAIGN = "huong-khe-2021"
BEGIN, END = "<!-- stages:begin -->", "<!-- stages:end -->"
ROOT = Path(__file__).resolve().parent.parent


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
    return _mermaid("stateDiagram-v2", lines)


def order_diagram() -> str:
    """What must have ended before what; the gates stand in the box of their stage."""
    boxes = [f'    {spec.name}["{_box(spec)}"]' for spec in STAGES.values()]
    arrows = [f"    {name} --> {spec.name}" for spec in STAGES.values() for name in spec.after]
    return _mermaid("flowchart LR", [*boxes, *arrows])


def _box(spec: StageSpec) -> str:
    gates = f"<br/>◆ {_gates(spec)}" if spec.gates else ""
    return f"{spec.title}{gates}"


def _mermaid(kind: str, lines: list[str]) -> str:
    return "\n".join(["```mermaid", kind, *lines, "```"])


def _stages_page(campaign: Campaign) -> str:
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


DOCUMENTS: dict[str, Callable[[Campaign], str]] = {
    "README.md": year_table,
    "docs/stages.md": _stages_page,
}


def renew(text: str, block: str, name: str) -> str:
    """``text`` with ``block`` between its markers; ConfigurationError when it lacks them."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ConfigurationError(f"Tệp {name} thiếu dấu {BEGIN} hoặc {END}.", name)
    return f"{before}{BEGIN}\n\n{block}\n\n{END}{after}"


def stale(root: Path = ROOT) -> dict[Path, str]:
    """The documents under ``root`` that differ from what they should be, with the right text."""
    campaign = load_campaign(CAMPAIGN)
    texts = {root / name: block(campaign) for name, block in DOCUMENTS.items()}
    right = {
        path: renew(path.read_text(encoding="utf-8"), block, path.name)
        for path, block in texts.items()
    }
    return {path: text for path, text in right.items() if text != path.read_text(encoding="utf-8")}


def main() -> int:
    """Rewrite what differs, or with ``--check`` only name it; the exit status."""
    documents = stale()
    for path, text in documents.items():
        print(path.relative_to(ROOT))
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    return 1 if documents and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
