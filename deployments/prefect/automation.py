"""The automation that starts the alarm of a campaign when its ticks report trouble."""

from datetime import timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.events.actions import RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

from models.domain.campaign import Campaign
from tasks.screens.alarm import EVENTS, resource_of

TOGETHER = timedelta(minutes=4)
"""What one tick reports together gives one alarm; the next tick comes after five minutes."""


def name_of(campaign: Campaign) -> str:
    """The name of the automation in the UI, by which it is found again."""
    return f"Báo động tin nhắn ({campaign.id})"


def alarm_automation(campaign: Campaign, deployment: UUID) -> AutomationCore:
    """The automation that runs the alarm's ``deployment``."""
    return AutomationCore(
        name=name_of(campaign),
        description=(
            "Khi có tin chờ gửi quá một giờ hoặc có kênh tạm dừng, chạy “Báo động tin nhắn”: "
            "lần chạy báo đỏ ở Runs và nêu lý do, mỗi nguyên nhân nhiều nhất một lần một giờ."
        ),
        trigger=EventTrigger(
            expect=set(EVENTS.values()),
            match=ResourceSpecification({"prefect.resource.id": resource_of(campaign.id)}),
            posture=Posture.Reactive,
            threshold=1,
            within=TOGETHER,
        ),
        actions=[
            RunDeployment(
                source="selected", deployment_id=deployment, parameters={"campaign": campaign.id}
            )
        ],
    )


def set_up_alarm(client: SyncPrefectClient, campaign: Campaign, deployment: UUID) -> UUID:
    """See that the server has the automation once, as it is to be; its id.

    One that a person switched off stays off.
    """
    wanted = alarm_automation(campaign, deployment)
    known = client.read_automations_by_name(wanted.name)
    for spare in known[1:]:
        client.delete_automation(spare.id)
    if not known:
        return client.create_automation(wanted)
    kept = known[0]
    client.update_automation(kept.id, wanted.model_copy(update={"enabled": kept.enabled}))
    return kept.id
