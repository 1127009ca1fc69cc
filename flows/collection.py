"""Take in what units sent, judge it, and answer."""

from __future__ import annotations

from prefect import flow

from flows.names import COLLECTION_TICK, RUN_NAME, CampaignId
from tasks.calls.write import show_calls
from tasks.inbox.drop import take_in_files
from tasks.inbox.mail.take_in import put_away_mails, take_in_mails
from tasks.inbox.processed import clear_judged
from tasks.inbox.questions import tell_questions
from tasks.inbox.rounds import lock_closed_rounds
from tasks.intake.judge import judge_deliveries
from tasks.intake.workers import opinions_ahead
from tasks.notify.dispatch.send_due import send_due_messages
from tasks.notify.receipts.receipts import read_receipts
from tasks.screens.alarm import watch_messages
from tasks.screens.refresh import refresh_screens
from tasks.survey.check import check_survey_sources
from tasks.workbook.appraisal.send import send_supplements


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
