import pytest

from deployments.docs.renew import PAGES, ROOT, renew, stale
from models.domain.errors import ConfigurationError


def test_every_page_is_what_the_tables_of_the_code_give():
    assert [path.name for path in stale()] == [], "run: python -m deployments.docs.renew"


def test_a_changed_row_is_found_and_put_right(tmp_path):
    for name in PAGES:
        copy = tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(
            (ROOT / name).read_text(encoding="utf-8").replace("20/10/2021", "21/10/2021")
        )

    found = stale(tmp_path)

    assert set(found) == {tmp_path / "README.md", tmp_path / "docs/stages.md"}
    assert all("trước ngày 20/10/2021" in text for text in found.values())


BEGIN, END = "<!-- stages:begin -->", "<!-- stages:end -->"


def test_text_around_the_markers_is_kept():
    assert renew(f"a\n{BEGIN}\nold\n{END}\nb\n", "new", "x") == f"a\n{BEGIN}\n\nnew\n\n{END}\nb\n"


@pytest.mark.parametrize("text", ["", BEGIN, END, f"{END} {BEGIN}", f"{BEGIN} <!-- checks:end -->"])
def test_a_document_without_both_markers_is_named(text):
    with pytest.raises(ConfigurationError, match=r"STAGES\.md"):
        renew(text, "new", "STAGES.md")
