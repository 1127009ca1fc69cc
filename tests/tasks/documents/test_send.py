from config.loaders import load_campaign
from tasks.documents.send import is_above, receivers


def above(campaign_id):
    campaign = load_campaign(campaign_id)
    return [contact.id for contact in campaign.contacts if is_above(campaign, contact)]


def test_a_district_reports_to_the_province_and_its_home_affairs_office():
    assert above("huong-khe-2021") == ["ubnd-tinh", "so-noi-vu"]


def test_a_province_reports_to_the_ministry():
    assert above("ha-tinh-2026") == ["bo-noi-vu"]


def kinds_of(document):
    """Positions of those who get a document; heads as those of communes or departments."""
    campaign = load_campaign("huong-khe-2021")
    return {
        ("commune " if campaign.is_ranked(person.unit) else "") + person.position
        for person in receivers(campaign, document)
    }


def test_each_document_goes_to_those_it_names():
    council = {"council_chairman", "council_member"}
    assert kinds_of("plan") == {"recipient", "head", "commune head"}
    assert kinds_of("guidance") == {"head", "commune head", "chairman"}
    assert kinds_of("visit_schedule") == {"commune head", "chairman"} | council
    assert kinds_of("summary_report") == council
