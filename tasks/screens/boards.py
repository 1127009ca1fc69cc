"""The boards that operators open in the morning, each as the Markdown of one artifact."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from models.domain.campaign import Campaign, Form
from models.domain.collection.questions import Question
from models.domain.collection.status_words import status_words
from models.domain.collection.submission_state import SubmissionState, SubmissionStatus
from models.domain.collection.workbook import Finding
from models.domain.criteria.criteria_set import CriteriaSet
from models.domain.gate.records import Decision
from models.domain.scoring.ranking import describe_tie_rule
from models.domain.scoring.results import UnitResult, unappraised_words
from models.domain.stages import StageName, StageRecord
from models.domain.values import UnitCode
from models.domain.vietnamese.dates import moment_in_table
from tasks.screens.rendering import FORMS, MOST_ROWS, person_words, render_board, unit_words
from tasks.screens.stage_rows import stage_rows


def year_timeline(
    campaign: Campaign,
    records: Mapping[StageName, StageRecord],
    decisions: Sequence[Decision],
    now: datetime,
) -> str:
    """The year as a table: due, state, waiting for whom, late; the overdue are named first."""
    rows = stage_rows(campaign, records, decisions, now)
    late = [row for row in rows if row.lateness.startswith("quá hạn")]
    return render_board(
        "year_timeline.md.j2", campaign=campaign, rows=rows, late=late, now=moment_in_table(now)
    )


def submissions_board(
    campaign: Campaign,
    form: Form,
    states: Mapping[UnitCode, SubmissionState],
    evidence: Mapping[UnitCode, int],
    now: datetime,
) -> str:
    """Who has submitted a form; units that still owe it come first, in the campaign's order.

    ``evidence`` counts the files that each has sent as evidence.
    """
    known = {unit: states.get(unit.code, SubmissionState()) for unit in campaign.owing(form)}
    rows = [
        {
            "unit": unit.name,
            "status": status_words(state),
            "accepted_at": moment_in_table(state.accepted_at),
            "evidence": evidence.get(unit.code, 0) or "",
            "owing": state.status is not SubmissionStatus.ACCEPTED,
        }
        for unit, state in known.items()
    ]
    rows.sort(key=lambda row: not row["owing"])
    return render_board(
        "submissions_board.md.j2",
        form=FORMS[form],
        rows=rows[:MOST_ROWS],
        left_out=max(0, len(rows) - MOST_ROWS),
        units=len(rows),
        accepted=sum(not row["owing"] for row in rows),
        late=sum(state.late for state in known.values()),
        now=moment_in_table(now),
    )


def questions_board(
    campaign: Campaign, questions: Mapping[UnitCode, Sequence[Question]], now: datetime
) -> str:
    """What units asked and noted: first what waits, the oldest on top, then the newest of the rest.

    Notes that came along with files come after the open questions; no answer is owed to them.
    """
    rows = [
        {
            "unit": unit_words(campaign, code),
            "number": each.number,
            "asked_at": moment_in_table(each.at),
            "text": each.text,
            "days": each.waiting_days(now),
            "answer": each.answer,
            "owed": each.owed,
            "explains": each.explains,
            "by": person_words(campaign, each.answer.by) if each.answer else "",
            "order": each.answer.at if each.answer else each.at,
        }
        for code, own in questions.items()
        for each in own
    ]
    rows.sort(key=itemgetter("order", "number"))
    waiting = [row for row in rows if row["owed"] and not row["answer"]]
    notes = [row for row in reversed(rows) if not (row["owed"] or row["answer"])]
    answered = [row for row in reversed(rows) if row["answer"]]
    shown = [*waiting, *notes, *answered][:MOST_ROWS]
    return render_board(
        "questions_board.md.j2",
        waiting=[row for row in shown if row in waiting],
        notes=[row for row in shown if row in notes],
        answered=[row for row in shown if row in answered],
        open=len(waiting),
        left_out=len(rows) - len(shown),
        now=moment_in_table(now),
    )


def findings_board(
    campaign: Campaign, findings: Mapping[UnitCode, Sequence[Finding]], now: datetime
) -> str:
    """What each unit has to mend, in the words the unit itself was sent."""
    units = [
        {
            "name": unit_words(campaign, code),
            "findings": [
                {
                    "cells": ", ".join(f"{ref.sheet}!{ref.cell}" for ref in each.cells),
                    "message": each.message,
                }
                for each in found
            ],
        }
        for code, found in list(findings.items())[:MOST_ROWS]
        if found
    ]
    return render_board("findings_board.md.j2", units=units, now=moment_in_table(now))


def ranking_board(
    campaign: Campaign, criteria_set: CriteriaSet, results: Sequence[UnitResult], now: datetime
) -> str:
    """The ranking as it stands, with the tie rule and the mark of an illustrative set."""
    return render_board(
        "ranking_board.md.j2",
        results=results[:MOST_ROWS],
        left_out=max(0, len(results) - MOST_ROWS),
        mark=criteria_set.mark,
        unappraised=unappraised_words(results),
        tie_rule=describe_tie_rule(campaign.ranking),
        late=campaign.late_penalty,
        now=moment_in_table(now),
    )
