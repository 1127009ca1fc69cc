"""All commands.

Commands import what they need when they run: Prefect alone takes seconds to import, and it reads
its environment at that moment.
"""

import typer

from deployments.cli import (
    campaigns,
    contacts,
    criteria,
    evidence,
    links,
    messages,
    people,
    questions,
    rehearsals,
    reminders,
    rounds,
    system,
)
from deployments.preflight.command import check_workbooks

workbooks = typer.Typer(no_args_is_help=True, help="Tệp tự chấm điểm: kiểm tra trước khi gửi.")
workbooks.command("check")(check_workbooks)


@workbooks.callback()
def _workbooks() -> None:
    """Keep "check" a command of its own, though it is the only one."""


app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Điều hành đợt xác định Chỉ số cải cách hành chính hằng năm.",
)
app.command("demo")(rehearsals.play_demo)
app.command("rehearse")(rehearsals.play_rehearsal)
app.command("up")(system.start_system)
app.command("portal")(system.start_portal)
app.command("open")(campaigns.open_frozen)
app.command("campaigns")(campaigns.list_campaigns)
app.command("verify")(campaigns.verify_audit)
app.command("export")(campaigns.export_campaign)
app.command("arm")(campaigns.arm_machine)
app.command("disarm")(campaigns.disarm_machine)
app.command("vote")(people.vote)
app.command("enrol")(people.enrol)
app.add_typer(criteria.app, name="criteria")
app.add_typer(evidence.app, name="evidence")
app.add_typer(workbooks, name="workbook")
app.add_typer(rounds.app, name="round")
app.add_typer(questions.questions, name="question")
app.add_typer(questions.explanations, name="explanation")
app.add_typer(links.app, name="link")
app.add_typer(messages.app, name="messages")
app.add_typer(contacts.app, name="contacts")
app.add_typer(reminders.app, name="reminders")
