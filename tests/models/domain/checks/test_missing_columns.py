from tests.support.workbooks import found, returned


def test_names_every_header_that_is_not_there():
    (finding,) = found(returned(rows=(), missing_columns=("STT", "Giải trình")))

    assert finding.check == "missing_columns"
    assert "“STT”, “Giải trình”" in finding.message
