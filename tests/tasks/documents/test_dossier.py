import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from models.domain.errors import ConfigurationError
from tasks.documents.dossier import CONTENTS, MANIFEST, pack_dossier, verify_dossier
from tasks.rendering.zips import pack_zip

FILES = {"phụ lục/kết quả.xlsx": b"bang", "bao-cao.docx": b"van ban"}
FACTS = {"Đợt đánh giá": "huong-khe-2021", "Quyết định": "số 45/QĐ-UBND"}


def parts() -> dict[str, bytes]:
    with ZipFile(BytesIO(pack_dossier(FILES, FACTS))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def problems(changes: dict[str, bytes | None]) -> list[str]:
    changed = parts() | changes
    return verify_dossier(pack_zip([(n, part) for n, part in changed.items() if part is not None]))


def test_a_whole_dossier_has_no_problems():
    assert verify_dossier(pack_dossier(FILES, FACTS)) == []


def test_the_same_files_in_another_order_give_the_same_bytes():
    assert pack_dossier(dict(reversed(FILES.items())), FACTS) == pack_dossier(FILES, FACTS)


def test_the_manifest_lists_name_size_and_hash():
    manifest = json.loads(parts()[MANIFEST])
    assert manifest["facts"] == FACTS
    assert [file["name"] for file in manifest["files"]] == sorted(FILES)
    assert manifest["files"][0]["size"] == 7
    assert len(manifest["files"][0]["sha256"]) == 64


def test_the_contents_are_in_vietnamese():
    text = parts()[CONTENTS].decode()
    assert text.startswith("MỤC LỤC HỒ SƠ\n")
    assert "Đợt đánh giá: huong-khe-2021" in text
    assert "01. bao-cao.docx (7 byte)" in text


def test_a_changed_file_is_named():
    assert problems({"bao-cao.docx": b"van bao"}) == [
        "Tệp bao-cao.docx đã bị thay đổi sau khi lập hồ sơ; đề nghị đối chiếu bản gốc."
    ]


def test_a_file_of_another_size_is_named():
    assert "bao-cao.docx" in problems({"bao-cao.docx": b"van ban dai hon"})[0]


def test_a_missing_file_is_named():
    assert problems({"bao-cao.docx": None}) == ["Thiếu tệp bao-cao.docx; đề nghị bổ sung."]


def test_an_added_file_is_named():
    assert problems({"la.docx": b""}) == ["Có tệp ngoài mục lục: la.docx."]


@pytest.mark.parametrize("content", [None, b"MUC LUC KHAC", b"\xff"])
def test_contents_that_are_missing_or_changed_are_told(content: bytes | None):
    assert len(problems({CONTENTS: content})) == 1


@pytest.mark.parametrize("content", [None, b"{}", b"khong phai json"])
def test_a_manifest_that_is_missing_or_unreadable_is_told(content: bytes | None):
    (problem,) = problems({MANIFEST: content})
    assert MANIFEST in problem


def test_a_file_twice_in_the_zip_is_told():
    twice = [*parts().items(), ("bao-cao.docx", b"khac")]
    with pytest.warns(UserWarning, match="Duplicate"):
        package = pack_zip(twice)
    assert verify_dossier(package) == ["Hồ sơ có tệp trùng tên; đề nghị yêu cầu gửi lại hồ sơ."]


@pytest.mark.parametrize("name", ["bao-cao.docx", MANIFEST])
def test_a_part_damaged_on_the_way_is_told(name: str):
    package = bytearray(pack_dossier(FILES, FACTS))
    compressed = package.index(name.encode()) + len(name)
    package[compressed] = 0xFF
    assert len(verify_dossier(bytes(package))) == 1


def test_what_is_not_a_zip_is_told():
    assert verify_dossier(b"khong phai zip") == [
        "Không mở được tệp hồ sơ; đề nghị tải lại hoặc yêu cầu gửi lại hồ sơ."
    ]


@pytest.mark.parametrize("name", ["../ra-ngoai.docx", "/goc.docx", "a\\b.docx", MANIFEST, CONTENTS])
def test_a_name_that_leaves_the_folder_or_is_reserved_is_refused(name: str):
    with pytest.raises(ConfigurationError, match="đổi tên"):
        pack_dossier({name: b""}, FACTS)
