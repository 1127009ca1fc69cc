"""The command as a process: locales and errors; and what people may type by mistake."""

import os
import subprocess
import sys

COMMAND = [sys.executable, "-c", "from deployments.cli import main; main()"]


def process(*arguments, **environment):
    run = {**os.environ, **environment}
    return subprocess.run([*COMMAND, *arguments], env=run, capture_output=True, check=False)


def test_vietnamese_comes_out_whole_in_a_locale_without_it():
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = process("campaigns", TZ="America/New_York", **plain)

    assert done.returncode == 0, done.stderr.decode()
    assert "huong-khe-2021: Xác định Chỉ số cải cách hành chính" in done.stdout.decode("utf-8")


def test_what_goes_wrong_is_one_sentence_and_no_traceback(tmp_path):
    done = process("verify", "[/] khong-co", CCHC_HOME=str(tmp_path))

    assert done.returncode == 1
    assert "Traceback" not in done.stderr.decode()
    assert "[/] khong-co" in done.stderr.decode()


def test_a_name_that_looks_like_markup_is_printed_as_it_is(cchc):
    status, said = cchc("verify", "[/]")

    assert (status, "[/]" in said) == (1, True)


def test_a_vote_on_a_campaign_that_is_not_open_says_so(cchc):
    status, said = cchc("vote", "huong-khe-2021", "results", "--code", "123456")

    assert (status, "Chưa mở đợt" in said) == (1, True)


def test_a_rehearsal_deletes_nothing_that_is_not_its_own(cchc, tmp_path):
    kept = tmp_path / "out" / "huong-khe-2021" / "luan-van.docx"
    kept.parent.mkdir(parents=True)
    kept.write_text("quý")
    status, said = cchc("rehearse", "--fast", "--out", tmp_path / "out")

    assert (status, "luan-van.docx" in said) == (1, True)
    assert kept.read_text() == "quý"


def test_a_campaign_whose_name_climbs_out_of_the_folder_is_not_found(cchc, tmp_path):
    kept = tmp_path / "kept"
    kept.write_text("quý")
    status, _ = cchc("rehearse", "..", "--fast", "--out", tmp_path / "out")

    assert status == 1
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
