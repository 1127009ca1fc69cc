from tests.support.workbooks import checks, found, identity, returned


def test_a_file_of_another_campaign_is_told_alone():
    workbook = returned({"1.1.1": {"declared": None}}, identity=identity(campaign="ha-tinh-2026"))

    (finding,) = found(workbook)

    assert finding.check == "wrong_campaign"
    assert "ha-tinh-2026" in finding.message


def test_a_file_of_the_campaign_is_fine():
    assert "wrong_campaign" not in checks(found(returned()))
