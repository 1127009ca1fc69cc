"""Which form a unit answers, and whose return a workbook is."""

import pytest

from models.domain.campaign import Form
from models.domain.checks.forms import Forms
from tests.support.criteria_sets import every_rule_set


@pytest.fixture
def forms(campaign):
    return Forms(campaign, dict.fromkeys(Form, every_rule_set()))


def test_the_workbook_of_a_unit_says_whose_it_is(forms, campaign):
    commune = campaign.unit("18496")
    identity = forms.identity_for(Form.COMMUNE, commune)

    assert (identity.campaign, identity.form, identity.unit) == ("thu-2021", "commune", "18496")
    assert forms.owner_of(identity) == commune


@pytest.mark.parametrize(
    "changes", [{"campaign": "khac-2021"}, {"unit": "99999"}, {"form": Form.AUTHORITY}], ids=str
)
def test_a_workbook_that_was_sent_to_nobody_is_nobodys(forms, campaign, changes):
    identity = forms.identity_for(Form.COMMUNE, campaign.unit("18496"))

    assert forms.owner_of(identity.model_copy(update=changes)) is None
    assert forms.owner_of(None) is None


def test_a_department_answers_what_it_is_in_charge_of(forms, campaign):
    department = campaign.unit("noi-vu")
    part = forms.set_for(Form.AUTHORITY, department)

    assert forms.set_for(Form.APPRAISAL, department) == forms.sets[Form.COMMUNE]
    assert part is None or part.areas != ()
    context = forms.context_for(Form.AUTHORITY, department)
    assert context.expected.form is Form.AUTHORITY
    assert context.unit_name("18499") == "Xã Hai"
