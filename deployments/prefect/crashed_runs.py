"""Runs whose process died: nobody works on them any more.

A process that dies with its machine leaves its runs "Running", "Pending" or "Cancelling" for ever.
Whoever serves a campaign alone knows that they are dead, and says so before it starts; the
reconciler then starts their stages anew. Suspended runs wait for a person and need no process.
"""

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Crashed

UNFINISHED = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
CRASHED_WORDS = "Tiến trình đã dừng đột ngột (mất điện hoặc bị tắt); hệ thống sẽ chạy lại bước này."


def mark_crashed_runs(client: SyncPrefectClient, campaign_id: str) -> int:
    """Mark the unfinished runs of the campaign's deployments as crashed; how many."""
    found = 0
    while runs := _unfinished(client, campaign_id):
        for run in runs:
            client.set_flow_run_state(run.id, Crashed(message=CRASHED_WORDS), force=True)
        found += len(runs)
    return found


def _unfinished(client: SyncPrefectClient, campaign_id: str) -> list[FlowRun]:
    state = FlowRunFilterState(type=FlowRunFilterStateType(any_=UNFINISHED))
    return client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=state),
        deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=[campaign_id])),
        limit=100,
    )
