"""Whatever is in the way of a command is said in one sentence, with exit status 1."""

import errno
import os
import socket
import sys

import pytest
from sqlalchemy.exc import OperationalError

from deployments.cli import failures, main

CAMPAIGN = "huong-khe-2021"


def test_an_unknown_mode(cchc, monkeypatch):
    monkeypatch.setenv("CCHC_MODE", "foo")
    assert cchc("campaigns") == (
        1,
        "Lỗi CAU-HINH: Thiết lập CCHC_MODE: giá trị không thuộc danh mục; "
        "đề nghị dùng một trong: 'sandbox', 'team' hoặc 'live'.",
    )


def test_a_configuration_folder_that_is_not_there(cchc, monkeypatch):
    monkeypatch.setenv("CCHC_CONFIG_DIR", "khong-co")
    status, said = cchc("campaigns")
    assert (status, "không có thư mục “khong-co”" in said) == (1, True)


def test_a_file_to_import_that_is_not_there(cchc):
    status, said = cchc("criteria", "import", "khong-co.xlsx", "--header", "phu-luc-iii-2021")
    assert status == 1
    assert said == (
        "Lỗi CCHC: Không có tệp hoặc thư mục “khong-co.xlsx”. Đề nghị kiểm tra lại đường dẫn."
    )


def test_a_file_to_import_that_is_far_too_large(cchc, tmp_path):
    with (tmp_path / "phim.xlsx").open("wb") as film:
        film.truncate(1024**4)
    status, said = cchc("criteria", "import", "phim.xlsx", "--header", "phu-luc-iii-2021")
    assert (status, "lớn hơn 15 MB" in said) == (1, True)


def test_an_out_folder_under_a_file(cchc, tmp_path):
    (tmp_path / "tep").write_text("")
    status, said = cchc("criteria", "export", "phu-luc-iii-2021", "tep/a.xlsx")
    assert (status, "nằm dưới một tệp" in said) == (1, True)
    status, said = cchc("rehearse", CAMPAIGN, "--fast", "--out", "tep")
    assert (status, "nằm dưới một tệp" in said) == (1, True)


@pytest.mark.parametrize("port", [0, -1, 65536, 10**9])
def test_a_port_that_is_none(cchc, tmp_path, port):
    status, said = cchc("up", "--port", port)
    assert (status, "từ 1 đến 65535" in said) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken(cchc):
    with socket.create_server(("127.0.0.1", 0)) as server:
        status, said = cchc("up", "--port", server.getsockname()[1])
    assert (status, "đang có chương trình khác dùng" in said) == (1, True)


def test_a_home_that_is_a_file(cchc, tmp_path):
    (tmp_path / "var").write_text("")
    status, said = cchc("open", CAMPAIGN)
    assert (status, "là tệp, không phải thư mục" in said) == (1, True)


def test_a_database_that_is_not_one(cchc, tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "cchc.db").write_text("không phải" * 1000)
    status, said = cchc("verify", CAMPAIGN)
    assert (status, "không phải SQLite" in said) == (1, True)


def test_an_address_of_a_database_that_is_none(cchc, monkeypatch):
    monkeypatch.setenv("CCHC_DATABASE_URL", "chỗ nào đó")
    status, said = cchc("verify", CAMPAIGN)
    assert (status, "Địa chỉ cơ sở dữ liệu không đúng" in said) == (1, True)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EISDIR, errno.ENOSPC])
def test_what_the_file_system_refuses(number):
    words = failures.failure_words(OSError(number, os.strerror(number), "/nha/cchc.db"))
    assert "Đề nghị" in words


@pytest.mark.parametrize(
    "said",
    [
        "file is not a database",
        "database disk image is malformed",
        "database or disk is full",
        "disk I/O error",
        "attempt to write a readonly database",
        "unable to open database file",
        "database is locked",
    ],
)
def test_what_the_database_refuses(said):
    assert "Đề nghị" in failures.failure_words(OperationalError("x", None, Exception(said)))


def test_a_defect_is_not_talked_away():
    assert failures.failure_words(ValueError("x")) is None
    assert failures.failure_words(OSError("x")) is None


def test_one_broken_campaign_does_not_hide_the_others(cchc, tmp_path, monkeypatch):
    folder = tmp_path / "own" / "campaigns" / "hong"
    folder.mkdir(parents=True)
    (folder / "campaign.yaml").write_text("year: [")
    monkeypatch.setenv("CCHC_CONFIG_DIR", str(tmp_path / "own"))
    status, said = cchc("campaigns")

    assert status == 1
    assert "huong-khe-2021: Xác định" in said
    assert "ha-tinh-2026: Xác định" in said
    assert "sai cú pháp" in said


@pytest.mark.parametrize("kind", ["campaign", "folder", "real export"])
def test_a_refused_rehearsal_leaves_nothing_behind(cchc, tmp_path, kind):
    campaign, made = CAMPAIGN, {"folder": "luan-van.docx", "real export": "results.csv"}
    if kind == "campaign":
        campaign = "khong-co"
    else:
        kept = tmp_path / "out" / CAMPAIGN / made[kind]
        kept.parent.mkdir(parents=True)
        kept.write_text("quý")
    before = sorted(tmp_path.rglob("*"))
    status, said = cchc("rehearse", campaign, "--fast")

    assert (status, "Đề nghị" in said) == (1, True)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_export_replaces_its_own_and_no_other(cchc, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["cchc", "open", CAMPAIGN])
    with pytest.raises(SystemExit):
        main()
    for _ in range(2):
        assert cchc("export", CAMPAIGN)[0] == 0
    folder = tmp_path / "out" / CAMPAIGN
    status, said = cchc("rehearse", CAMPAIGN, "--fast")
    assert (status, "của đợt thật" in said) == (1, True)

    (folder / ".he-thong").mkdir()
    assert cchc("rehearse", CAMPAIGN, "--fast")[0] == 1
    (folder / "summary.json").unlink()
    status, said = cchc("export", CAMPAIGN)
    assert (status, "nên không ghi đè" in said) == (1, True)
