"""The wheel of the offline check works on its own and tells nothing of people."""

import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

from deployments.preflight.pack import NO_ADDRESS, pack
from models.domain import checks

HEAVY = ("prefect", "sqlalchemy", "pandas", "duckdb")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return pack(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_it_runs_without_the_project_beside_it(unpacked, right, wrong):
    # -S: the project itself is known to this Python by a .pth file, which must not be read.
    lone = (
        "import sys\n"
        f"sys.path[:0] = [{str(unpacked)!r}, {sysconfig.get_path('purelib')!r}]\n"
        "from deployments.preflight import command\n"
        f"assert command.__file__.startswith({str(unpacked)!r}), command.__file__\n"
        f"sys.argv[1:] = [{str(right)!r}, {str(wrong)!r}]\n"
        "try:\n    command.main()\n"
        f"finally:\n    assert not set({HEAVY!r}) & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", lone], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (1, "")
    assert "hợp lệ, có thể gửi" in done.stdout
    assert "cần sửa" in done.stdout


def test_every_check_is_in_it(unpacked):
    """They are found by looking into their package, so no import tells of them."""
    places = {Path(checks.__file__).parent, unpacked / "models/domain/checks"}
    ours, theirs = (sorted(p.relative_to(at) for p in at.rglob("*.py")) for at in places)

    assert ours == theirs


def test_no_address_leaves_the_office(wheel):
    with ZipFile(wheel) as archive:
        tables = [name for name in archive.namelist() if name.endswith("contacts.csv")]
        texts = [archive.read(name).decode() for name in tables]

    assert len(texts) >= 2
    assert all(text.replace(NO_ADDRESS, "").count("@") == 0 for text in texts)


def test_it_asks_pip_for_little(wheel):
    with ZipFile(wheel) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith("METADATA")]
        text = archive.read(metadata).decode()

    assert "Requires-Dist: python-calamine" in text
    assert not any(name.replace("_", "-") in text for name in HEAVY)
