from deployments.docs.checks import PHASES, checks_page


def test_every_check_has_a_row_with_its_sentences():
    page = checks_page()

    for phase in PHASES:
        for check in phase.checks:
            assert f"| `{check.id}` | {'<br>'.join(check.sentences)} |" in page


def test_a_heading_says_whether_a_finding_blocks():
    assert "## Bảng tự chấm phải sửa (blocks)" in checks_page()
    assert "## Bảng tự chấm nên xem lại (warns)" in checks_page()
