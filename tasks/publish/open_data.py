"""The results as CSV and JSON, for programs."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

from models.domain.scoring.ranking import EXACT_ORDER, describe_tie_rule
from tasks.publish.columns import Figure, columns, rows
from tasks.publish.publication import Publication

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def results_csv(publication: Publication) -> bytes:
    """CSV for programs: UTF-8 with mark, comma between fields, dot in numbers.

    The mark makes Excel show Vietnamese letters. Text that a spreadsheet would run as a formula
    gets an apostrophe in front.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in columns(publication)])
    writer.writeheader()
    for row in rows(publication):
        writer.writerow({name: _plain(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def results_json(publication: Publication) -> bytes:
    """The same rows with what they belong to; points are strings, so that no digit is lost."""
    content = {
        "tieu_de": publication.title,
        "co_quan": publication.campaign.authority.name,
        "nam": publication.campaign.year,
        "quyet_dinh_phe_duyet": str(publication.decision),
        "thong_bao": str(publication.notice),
        "bo_tieu_chi": publication.criteria_note,
        "quy_tac_dong_hang": publication.campaign.ranking.tie.value,
        "dien_giai_dong_hang": f"{EXACT_ORDER} {describe_tie_rule(publication.campaign.ranking)}",
        "dau_van_tay_xep_hang": publication.digest,
        "cot": {column.name: column.meaning for column in columns(publication)},
        "ket_qua": [
            {name: f"{v:.2f}" if isinstance(v, Decimal) else v for name, v in row.items()}
            for row in rows(publication)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _plain(value: Figure) -> str | int:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return safe_text(value) if isinstance(value, str) else value


def safe_text(text: str) -> str:
    """``text`` in a form that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
