"""What runs by the clock: the three ticks, and the alarm that they may set off.

The campaign's tick is the reconciler: it reads the database and starts or wakes what is due, never
twice. The collection's tick takes in what units sent, judges it and answers. The reminders' tick
reminds those who have not sent (plan, IV) and sends all that is due. When a tick reports that
messages wait too long or that a channel is stopped, an automation of the Prefect server starts the
alarm, which operators see in red.
"""

from prefect import State, flow
from prefect.states import Failed

from flows.engine import engine
from flows.names import ALARM, CAMPAIGN_TICK, COLLECTION_TICK, REMINDERS_TICK, RUN_NAME, CampaignId
from tasks.calls.write import show_calls
from tasks.inbox.drop import take_in_files
from tasks.inbox.mail.take_in import put_away_mails, take_in_mails
from tasks.inbox.processed import clear_judged
from tasks.inbox.questions import tell_questions
from tasks.inbox.rounds import lock_closed_rounds
from tasks.intake.judge import judge_deliveries
from tasks.intake.workers import opinions_ahead
from tasks.notify.dispatch.send_due import send_due_messages
from tasks.notify.plan.plan_reminders import plan_reminders
from tasks.notify.plan.show_plan import show_reminder_plan
from tasks.notify.receipts.receipts import erase_old_events, read_receipts
from tasks.screens.alarm import show_alarm, watch_messages
from tasks.screens.refresh import refresh_screens
from tasks.stages.due import active_runs, due_stages
from tasks.survey.check import check_survey_sources
from tasks.workbook.appraisal.send import send_supplements


@flow(name=CAMPAIGN_TICK, flow_run_name=RUN_NAME)
def campaign_tick(campaign: CampaignId) -> None:
    """Đánh thức bước đã hết chờ, khởi động bước đến hạn, chạy lại bước bị ngắt giữa chừng."""
    runs = active_runs(campaign)
    lost = tuple(active.run for active in runs if engine().is_lost(active.run))
    for active in runs:
        if active.wake is not None and active.run not in lost:
            engine().wake(active.run, active.wake)
    for due in due_stages(campaign, lost):
        engine().start(campaign, due.stage, due.attempt)
    refresh_screens(campaign)


@flow(name=COLLECTION_TICK, flow_run_name=RUN_NAME)
def collection_tick(campaign: CampaignId) -> None:
    """Nhận hồ sơ, kiểm tra, trả lời; khóa nhận bài đến giờ; báo câu hỏi của đơn vị."""
    take_in(campaign)
    lock_closed_rounds(campaign)
    send_supplements(campaign)
    read_receipts(campaign)
    tell_questions(campaign)
    check_survey_sources(campaign)
    send_due_messages(campaign)
    watch_messages(campaign)
    show_calls(campaign)
    refresh_screens(campaign)


def take_in(campaign: str) -> None:
    """Take in all that lies behind the doors now, and judge all that waits."""
    with opinions_ahead() as begin:
        files = take_in_files(campaign, begin)
        mails = take_in_mails(campaign)
        judge_deliveries(campaign)
    clear_judged(campaign, files)
    put_away_mails(campaign, mails)


@flow(name=REMINDERS_TICK, flow_run_name=RUN_NAME)
def reminders_tick(campaign: CampaignId) -> None:
    """Đọc báo nhận, lập danh sách nhắc việc của ngày, đưa vào hộp gửi và gửi những thư đến giờ."""
    read_receipts(campaign)
    erase_old_events(campaign)
    plan_reminders(campaign)
    send_due_messages(campaign)
    watch_messages(campaign)
    show_reminder_plan(campaign)
    show_calls(campaign)
    refresh_screens(campaign)


@flow(name=ALARM, flow_run_name=RUN_NAME)
def alarm(campaign: CampaignId) -> State[None] | None:
    """Báo động khi có tin chờ quá một giờ hoặc có kênh tạm dừng; lần chạy hiện màu đỏ."""
    words = show_alarm(campaign)
    return Failed(message=words) if words else None
