"""A link opens one page on one device, and a link alone is of no use to anybody else."""

from config.settings import Settings
from deployments.portal.app import make_app
from models.domain.campaign import Form
from models.domain.collection.submission_events import RoundExtended
from models.domain.messages.purposes import Purpose
from models.domain.messages.transmission import MessageState
from models.domain.people.contact_rules import ContactEdit
from models.domain.stages import StageName
from tasks.contacts.change import correct, leave
from tasks.signed.links import signer, token_of
from tests.support.portal import OTHER, UNIT, with_page

BUTTON = "Gửi liên kết mới tới hộp thư của tôi"


def opened(site, path):
    """A browser that has gone on with a link."""
    browser = site.browser()
    browser.look(path)
    browser.look(browser.press(browser.action("/mo")).headers["location"])
    return browser


def sent_links(site):
    """The paths in the mails that were queued, oldest first."""
    prefix = site.workspace.settings.portal_url
    mails = site.house.messages(Purpose.LINK_SENT)
    assert all(mail.person == site.officer().id for mail in mails)
    return [mail.params["portal"].removeprefix(prefix) for mail in mails]


def test_the_link_leads_its_first_browser_to_the_page_of_the_unit(site):
    path = site.path(site.link())
    browser = site.browser()

    page = browser.look(path)
    for words in (site.officer().title, "Thị trấn Hương Khê", "Tiếp tục"):
        assert words in page.text
    page = browser.look(browser.press(browser.action("/mo")).headers["location"])
    for words in ("Chưa nộp", "chậm nhất vào ngày 05/11/2021", "từ 00:00 ngày 10/11/2021"):
        assert words in page.text

    again = browser.look(path)
    assert (again.url.path, "Chưa nộp" in again.text) == (page.url.path, True)


def test_a_department_has_a_page_for_each_form_that_it_owes(site):
    department = site.workspace.campaign.departments[0]
    for form in (Form.AUTHORITY, Form.APPRAISAL):
        page = opened(site, site.path(site.link(department.code, form)))

        assert department.name in page.seen
        assert form.words in page.seen
        assert site.workspace.campaign.limit_of(form).in_words() in page.seen


def test_looking_at_a_link_takes_it_from_nobody(site):
    path = site.path(site.link())
    for _ in range(5):
        scanner = site.browser()
        assert "Tiếp tục" in scanner.look(path).text

    assert "Chưa nộp" in opened(site, path).seen


def test_a_stolen_link_gets_nobody_in(site):
    link = site.link()
    path = site.path(link)
    opened(site, path)
    thief = site.browser()

    page = thief.look(path)
    assert page.status_code == 403
    assert "thiết bị khác" in page.text
    assert BUTTON in page.text
    assert thief.get(f"/h/{link.id}").status_code == 403
    taken = thief.press(f"{path}/mo")
    assert taken.headers["location"] == path
    assert thief.get(f"/h/{link.id}").status_code == 403


def test_a_new_link_goes_to_the_registered_address_only_and_ends_the_old_one(site):
    path = site.path(site.link())
    old = opened(site, path)
    here = old.action("/nop/").rsplit("/nop/", 1)[0]
    phone = site.browser()
    phone.look(path)

    page = phone.press(phone.action("/gui-lai"))
    assert "Đang gửi liên kết mới" in page.text
    assert "/l/" not in page.text.replace("/gui-lai", "")
    assert old.get(here).status_code == 200
    [fresh] = sent_links(site)
    site.house.collect()
    [mail] = site.house.messages(Purpose.LINK_SENT)
    assert mail.state is MessageState.ACCEPTED
    assert "Chưa nộp" in opened(site, fresh).seen

    assert old.get(here).status_code == 410
    page = phone.look(path)
    assert (page.status_code, "đã được thay" in page.text) == (410, True)


def test_links_are_mailed_seldom(site):
    path = site.path(site.link())
    opened(site, path)
    phone = site.browser()
    told = [(0, "Đang gửi"), (0, "vừa được gửi"), (9, "vừa được gửi"), (1, "Đang gửi")]
    for minutes, words in told:
        site.house.later(minutes=minutes)
        phone.look(path)
        assert words in phone.press(phone.action("/gui-lai")).text
    assert len(sent_links(site)) == 2


def test_an_altered_link_is_refused_wherever_it_was_altered(site):
    path = site.path(site.link())
    browser = site.browser()
    for place in [*range(len("/l/"), len(path), 9), len(path) - 10]:
        sign = "A" if path[place] != "A" else "B"
        page = browser.look(path[:place] + sign + path[place + 1 :])

        assert (page.status_code, "Liên kết không đúng" in page.text) == (403, True), place


def test_what_is_no_link_is_refused_in_a_sentence(site):
    for text in ("x", "ü", "%00", "a.b.c", "." * 500, "%F0%9F", "'--"):
        page = site.browser().look(f"/l/{text}")

        assert (page.status_code, text) == (403, text)
        assert "Đề nghị đồng chí" in page.text


def test_a_link_cannot_be_made_to_speak_of_another_unit(site):
    link = site.link().model_copy(update={"unit": OTHER})

    page = site.browser().look(site.path(link))

    assert page.status_code == 403


def test_a_link_of_another_key_is_refused(site):
    link, stranger = site.link(), Settings(secret="x" * 40, home=site.house.home)
    said = [site.workspace.campaign.id, link.form, link.unit, link.person, link.id]

    page = site.browser().look("/l/" + signer(stranger, "link").dumps(said))

    assert page.status_code == 403


def test_a_form_token_is_no_link(site):
    link = site.link()
    said = [site.workspace.campaign.id, link.form, link.unit, link.person, link.id]
    other_use = signer(site.workspace.settings, "form").dumps(said)

    assert site.browser().look(f"/l/{other_use}").status_code == 403


def test_an_expired_link_is_refused_even_on_its_own_device(site):
    path = site.path(site.link())
    browser = opened(site, path)
    here = browser.action("/nop/").rsplit("/nop/", 1)[0]

    site.house.at("2021-12-20 08:00")

    for place in (path, here):
        page = browser.look(place)
        assert (page.status_code, "đã hết hạn" in page.text) == (410, True)
        assert BUTTON not in page.text


def test_an_extension_keeps_links_alive(site):
    browser = opened(site, site.path(site.link()))
    here = browser.action("/nop/").rsplit("/nop/", 1)[0]
    until = site.workspace.now().date().replace(month=12, day=15)
    event = RoundExtended(at=site.workspace.now(), until=until, by="vh", reason="bão")
    with site.workspace.change("test") as uow:
        uow.submissions.append(Form.COMMUNE, UNIT, event)

    site.house.at("2021-12-20 08:00")

    assert browser.look(here).status_code == 200


def test_a_link_that_is_too_old_can_be_renewed_while_the_round_goes_on(site):
    path = site.path(site.link())
    until = site.workspace.now().date().replace(year=2022, month=6, day=1)
    event = RoundExtended(at=site.workspace.now(), until=until, by="vh", reason="bão")
    with site.workspace.change("test") as uow:
        uow.submissions.append(Form.COMMUNE, UNIT, event)
    site.house.at("2022-03-01 08:00")
    browser = site.browser()

    page = browser.look(path)

    assert (page.status_code, BUTTON in page.text) == (410, True)
    assert "Đang gửi" in browser.press(browser.action("/gui-lai")).text


def test_a_revoked_link_ends_at_once_and_cannot_be_renewed(site):
    link = site.link()
    browser = opened(site, site.path(link))
    here = browser.action("/nop/").rsplit("/nop/", 1)[0]
    with site.workspace.change("operator") as uow:
        assert uow.links.revoke(link.id)

    for place in (here, site.path(link)):
        page = browser.look(place)
        assert (page.status_code, "thu hồi" in page.text) == (410, True)
        assert BUTTON not in page.text
    browser.look("/l/x")
    browser.look(site.path(site.link(OTHER)))
    page = browser.press(f"{site.path(link)}/gui-lai")
    assert (page.status_code, sent_links(site)) == (410, [])


def test_the_cookie_of_one_unit_opens_no_other(site):
    mine, theirs = site.visit(), site.link(OTHER)
    opened(site, site.path(theirs))

    assert mine.get(f"/h/{theirs.id}").status_code == 403


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(site):
    browser = site.browser()
    browser.look(site.path(site.link()))
    kept = browser.press(browser.action("/mo")).headers["set-cookie"].lower()

    for flag in ("httponly", "samesite=lax", "path=/"):
        assert flag in kept
    assert "secure" not in kept


def test_behind_https_cookies_are_secure_and_the_host_is_pinned(site, server):
    workspace = with_page(site.workspace, "https://cchc.example/nop")
    server.app = make_app(workspace)
    browser = site.browser()
    seen = browser.get(site.path(site.link()))

    assert seen.headers["strict-transport-security"]
    kept = seen.headers["set-cookie"]
    assert kept.startswith("__Host-cchc-form=")
    assert "; Secure" in kept
    assert 'action="/nop/l/' in seen.text


def test_workbook_mails_carry_personal_links_when_there_is_a_page(planned, move_into, monkeypatch):
    house = move_into(planned)
    monkeypatch.setenv("CCHC_PORTAL_URL", "https://cchc.example")
    house.start(StageName.SELF_ASSESSMENT)

    mails = house.messages(Purpose.WORKBOOK_SENT)
    links = {mail.params["portal"] for mail in mails}
    assert len(links) == len(mails) > 3
    assert all(link.startswith("https://cchc.example/l/") for link in links)
    with house.workspace.read() as uow:
        [link] = uow.links.of_unit(UNIT)
    workspace = with_page(house.workspace, "https://cchc.example")
    assert f"https://cchc.example/l/{token_of(workspace, link)}" in links


def test_without_a_page_there_are_no_links_in_mails(site):
    assert {mail.params["portal"] for mail in site.house.messages(Purpose.WORKBOOK_SENT)} == {""}


def test_the_page_goes_by_the_people_as_they_are_at_each_request(site):
    path = site.path(site.link())
    officer = site.officer()
    opened(site, path)
    act = (site.workspace.campaign.id, officer.id)
    correct(*act, ContactEdit(title="Công chức Nguyễn Thị Mới"), "operator-1", "Đổi chức danh")
    assert "Công chức Nguyễn Thị Mới" in site.browser().look(site.path(site.link())).text
    leave(*act, "", ContactEdit(), "operator-1", "Nghỉ hưu")
    assert "thu hồi" in site.browser().look(path).text
