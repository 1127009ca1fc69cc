"""The command as a process: languages, locales and errors."""

import os
import subprocess
import sys

COMMAND = [sys.executable, "-c", "from deployments.cli import main; main()"]


def cchc(*arguments, **environment):
    run = {**os.environ, **environment}
    return subprocess.run([*COMMAND, *arguments], env=run, capture_output=True, check=False)


def test_vietnamese_comes_out_whole_in_a_locale_without_it():
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = cchc("campaigns", TZ="America/New_York", **plain)

    assert done.returncode == 0, done.stderr.decode()
    assert "huong-khe-2021: Xác định Chỉ số cải cách hành chính" in done.stdout.decode("utf-8")


def test_what_goes_wrong_is_one_sentence_and_no_traceback(tmp_path):
    done = cchc("verify", "khong-co", CCHC_HOME=str(tmp_path))

    assert done.returncode == 1
    assert "Traceback" not in done.stderr.decode()
    assert "khong-co" in done.stderr.decode()


def test_a_name_that_looks_like_markup_is_printed_as_it_is(tmp_path):
    done = cchc("verify", "[/]", CCHC_HOME=str(tmp_path))

    assert done.returncode == 1
    assert "Traceback" not in done.stderr.decode()
    assert "[/]" in done.stderr.decode()


def test_a_vote_on_a_campaign_that_is_not_open_says_so(tmp_path):
    done = cchc("vote", "huong-khe-2021", "results", "--code", "123456", CCHC_HOME=str(tmp_path))

    assert done.returncode == 1
    assert "Chưa mở đợt" in done.stderr.decode()


def test_a_rehearsal_deletes_nothing_that_is_not_its_own(tmp_path):
    kept = tmp_path / "out" / "huong-khe-2021" / "luan-van.docx"
    kept.parent.mkdir(parents=True)
    kept.write_text("quý")
    done = cchc("rehearse", "--fast", "--out", str(tmp_path / "out"))

    assert done.returncode == 1
    assert "luan-van.docx" in done.stderr.decode()
    assert kept.read_text() == "quý"


def test_a_campaign_whose_name_climbs_out_of_the_folder_is_not_found(tmp_path):
    kept = tmp_path / "kept"
    kept.write_text("quý")
    done = cchc("rehearse", "..", "--fast", "--out", str(tmp_path / "out"))

    assert done.returncode == 1
    assert "Traceback" not in done.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
