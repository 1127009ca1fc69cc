"""An issued document is its draft with number, date and signer filled in."""

from datetime import date

import pytest

from models.domain.campaign import Campaign
from models.domain.documents.kinds import DOCUMENTS
from models.domain.units import Level
from tasks.documents.draft import is_filled_in_only
from tasks.documents.render import render_document, render_template, template_of
from tests.tasks.documents.sample import campaign_of, data_of
from tests.tasks.documents.test_render import edited

PLAN = "plan"
DISTRICT = campaign_of(Level.DISTRICT)
FILLED = {"number": 12, "issued_on": date(2026, 2, 3)}
DEPUTY = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


@pytest.mark.parametrize("signature", [(), DEPUTY], ids=["chairman", "deputy"])
@pytest.mark.parametrize("kind", list(DOCUMENTS), ids=str)
def test_every_template_only_fills_in(kind: str, campaign: Campaign, signature):
    data = data_of(campaign, kind)
    signed = data.model_copy(update={**FILLED, "signature": signature})
    draft, issued = (render_document(kind, campaign, each) for each in (data, signed))

    assert is_filled_in_only(kind, campaign, draft, issued, signed)


@pytest.mark.parametrize(
    "hidden",
    [
        "I. MỤC ĐÍCH{% if not draft %}, THƯỞNG{% endif %}, YÊU CẦU",
        "{% if draft %}I. MỤC ĐÍCH, YÊU CẦU{% endif %}",
    ],
)
def test_a_template_that_says_otherwise_once_it_is_issued_is_found(hidden):
    data = data_of(DISTRICT, PLAN)
    signed = data.model_copy(update=FILLED)
    template = edited("I. MỤC ĐÍCH, YÊU CẦU", hidden)
    draft, issued = (render_template(template, PLAN, DISTRICT, each) for each in (data, signed))

    assert not is_filled_in_only(PLAN, DISTRICT, draft, issued, signed)


def test_a_document_made_from_another_template_is_found():
    data = data_of(DISTRICT, PLAN)
    signed = data.model_copy(update=FILLED)
    changed = edited("I. MỤC ĐÍCH, YÊU CẦU", "I. MỤC TIÊU")

    draft = render_template(template_of(PLAN), PLAN, DISTRICT, data)
    issued = render_template(changed, PLAN, DISTRICT, signed)

    assert not is_filled_in_only(PLAN, DISTRICT, draft, issued, signed)


def test_a_citation_that_bears_the_number_of_another_year_is_no_change():
    data = data_of(DISTRICT, PLAN)
    signed = data.model_copy(update=FILLED)
    citing = edited("I. MỤC ĐÍCH, YÊU CẦU", "Căn cứ Kế hoạch số 12/KH-UBND năm 2025")
    draft, issued = (render_template(citing, PLAN, DISTRICT, each) for each in (data, signed))

    assert is_filled_in_only(PLAN, DISTRICT, draft, issued, signed)
