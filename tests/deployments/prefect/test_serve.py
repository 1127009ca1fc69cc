import re
from datetime import date

import pytest
from prefect.exceptions import ParameterTypeError

from config.loaders import campaign_ids, load_campaign
from deployments.prefect.deployments import OTHER_BOARDS, deployments_of
from flows.names import DEPLOYMENTS, OPERATOR_NAMES, deployment_name
from flows.operators import extending
from models.domain.stages import StageName
from tasks.screens.refresh import BOARDS

VIETNAMESE = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]", re.IGNORECASE)


@pytest.fixture(scope="module", params=campaign_ids(None))
def campaign(request):
    return load_campaign(request.param)


@pytest.fixture(scope="module")
def served(campaign):
    return [
        flow.to_deployment(**options) for flow, options in deployments_of(campaign, schedules=True)
    ]


def test_every_deployment_has_a_vietnamese_name_and_is_found_by_it(campaign, served):
    full_names = [f"{each.flow_name}/{each.name}" for each in served]

    assert len(set(full_names)) == DEPLOYMENTS
    assert {deployment_name(stage, campaign.id) for stage in StageName} <= set(full_names)
    for each in served:
        assert VIETNAMESE.search(each.name)
        assert each.name.endswith(f"({campaign.id})")
        assert not set("/%&<>") & set(each.name)


def test_every_deployment_says_what_it_does_and_leads_to_the_boards(campaign, served):
    for each in served:
        assert VIETNAMESE.search(each.description.partition("\n")[0])
        assert campaign.title in each.description
        for key, (title, _) in BOARDS.items():
            assert f"[{title}](/v2/artifacts/key/{campaign.id}-{key})" in each.description


def test_the_tags_name_the_campaign_and_the_section_of_the_plan(campaign, served):
    assert all(campaign.id in each.tags for each in served)
    assert [tag for each in served for tag in each.tags].count("bước") == len(StageName)
    assert "Mục II.3.3 bước 4" in next(e for e in served if e.name.startswith("06.")).tags


def test_the_run_form_asks_for_the_campaign_in_vietnamese(campaign, served):
    for each in served:
        field = each._parameter_openapi_schema.properties["campaign"]
        assert field["title"] == "Đợt đánh giá"
        assert VIETNAMESE.search(field["description"])
        assert each.parameters == {"campaign": campaign.id}


def test_only_ticks_have_schedules_and_they_keep_hanoi_time(served):
    scheduled = {each.flow_name: each.schedules for each in served if each.schedules}

    assert set(scheduled) == {"Điều phối tiến độ", "Tiếp nhận hồ sơ", "Nhắc việc"}
    zones = {each.schedule.timezone for schedules in scheduled.values() for each in schedules}
    assert zones == {"Asia/Ho_Chi_Minh"}


def test_the_boards_that_steps_of_their_own_write_are_led_to_as_well(campaign, served):
    assert len(OTHER_BOARDS) == 3
    for key, title in OTHER_BOARDS.items():
        assert f"[{title}](/v2/artifacts/key/{campaign.id}-{key})" in served[0].description


def test_a_title_with_marks_and_tags_is_shown_as_it_is(campaign):
    odd = campaign.model_copy(update={"title": "{{x}} <b>A</b> *b*"})
    said = {options["description"] for _, options in deployments_of(odd, schedules=False)}

    assert all(r"**Đợt:** {{x}} &lt;b>A&lt;/b> \*b\*, Ủy ban" in text for text in said)


def test_what_operators_start_by_hand_asks_in_vietnamese_for_every_field(served):
    by_hand = [each for each in served if "người vận hành" in each.tags]
    assert {each.flow_name for each in by_hand} == set(OPERATOR_NAMES)
    for each in by_hand:
        assert not each.schedules
        for name, field in each._parameter_openapi_schema.properties.items():
            assert not field["title"].isascii(), name
            assert VIETNAMESE.search(field["description"]), name


def test_the_form_of_an_extension_takes_what_the_screen_sends_and_refuses_the_rest():
    sent = {
        "campaign": "huong-khe-2021",
        "form": "Bảng tự chấm cấp xã",
        "until": "2021-11-12",
        "hour": "17:00",
        "reason": "Mưa lũ",
        "by": "operator-1",
    }
    assert extending.validate_parameters(sent)["until"] == date(2021, 11, 12)
    for wrong in ({"until": "mai"}, {"hour": "5 giờ"}, {"reason": ""}, {"form": "khác"}):
        with pytest.raises(ParameterTypeError):
            extending.validate_parameters(sent | wrong)
