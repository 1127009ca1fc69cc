import hashlib
import subprocess
import sys

from tasks.publish.columns import columns
from tasks.publish.release import publication_files


def test_every_link_of_the_page_is_in_the_bundle(publication):
    files = publication_files(publication)
    for path in set(files) - {"index.html", "SHA256SUMS"}:
        assert f'href="{path}"' in files["index.html"].decode()


def test_the_sums_cover_every_other_file(publication):
    files = publication_files(publication)
    lines = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert set(lines) == set(files) - {"SHA256SUMS"}
    assert all(hashlib.sha256(files[path]).hexdigest() == sum_ for path, sum_ in lines.items())


def test_the_readme_explains_every_column_and_gives_the_command(publication):
    text = publication_files(publication)["README.md"].decode()
    assert all(f"| `{column.name}` | {column.meaning} |" in text for column in columns(publication))
    assert "python3 tinh-lai.py results.csv standard" in text
    assert publication.digest in text


def test_the_recompute_program_runs_alone_beside_the_data(publication, tmp_path):
    for path, content in publication_files(publication).items():
        (tmp_path / path).write_bytes(content)
    run = subprocess.run(
        [sys.executable, "-I", "tinh-lai.py", "results.csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_the_same_publication_gives_the_same_bytes(publication):
    assert publication_files(publication) == publication_files(publication)


def test_what_does_not_publish_does_not_load_pandas():
    code = "import sys, tasks.publish.release; print({'pandas', 'openpyxl'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
