"""All commands.

Commands import what they need when they run: Prefect alone takes seconds to import, and it reads
its environment at that moment.
"""

from __future__ import annotations

import typer

from deployments.cli import (
    arming,
    campaigns,
    contacts,
    criteria,
    evidence,
    explanations,
    links,
    messages,
    people,
    portal,
    questions,
    rehearsals,
    reminders,
    rounds,
    system,
    workbooks,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Điều hành đợt xác định Chỉ số cải cách hành chính hằng năm.",
)
app.command("demo")(rehearsals.demo)
app.command("rehearse")(rehearsals.rehearse)
app.command("up")(system.up)
app.command("portal")(portal.portal)
app.command("open")(campaigns.open_)
app.command("campaigns")(campaigns.list_)
app.command("verify")(campaigns.verify)
app.command("export")(campaigns.export)
app.command("arm")(arming.arm)
app.command("disarm")(arming.disarm)
app.command("vote")(people.vote)
app.command("enrol")(people.enrol)
app.add_typer(criteria.app, name="criteria")
app.add_typer(evidence.app, name="evidence")
app.add_typer(workbooks.app, name="workbook")
app.add_typer(rounds.app, name="round")
app.add_typer(questions.app, name="question")
app.add_typer(explanations.app, name="explanation")
app.add_typer(links.app, name="link")
app.add_typer(messages.app, name="messages")
app.add_typer(contacts.app, name="contacts")
app.add_typer(reminders.app, name="reminders")
