from config.loaders import load_campaign
from tasks.documents.receivers import is_above


def above(campaign_id):
    campaign = load_campaign(campaign_id)
    return [contact.id for contact in campaign.contacts if is_above(campaign, contact)]


def test_a_district_reports_to_the_province_and_its_home_affairs_office():
    assert above("huong-khe-2021") == ["ubnd-tinh", "so-noi-vu"]


def test_a_province_reports_to_the_ministry():
    assert above("ha-tinh-2026") == ["bo-noi-vu"]
