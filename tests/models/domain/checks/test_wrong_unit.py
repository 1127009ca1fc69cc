from tests.support.workbooks import checks, found, identity, returned


def test_names_both_units():
    (finding,) = found(returned(identity=identity(unit="18500")))

    assert finding.check == "wrong_unit"
    assert "UBND xã Điền Mỹ" in finding.message
    assert "UBND thị trấn Hương Khê" in finding.message


def test_a_unit_outside_the_campaign_is_named_by_its_code():
    (finding,) = found(returned(identity=identity(unit="99999")))

    assert "mã 99999" in finding.message


def test_the_units_own_file_is_fine():
    assert "wrong_unit" not in checks(found(returned()))
