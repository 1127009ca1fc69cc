"""Dossiers: a zip with a manifest of hashes and a table of contents for people."""

import json
import zlib
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from pydantic import TypeAdapter, ValidationError

from models.domain.errors import ConfigurationError
from models.domain.values import Value
from tasks.rendering.zips import pack_zip

_BROKEN = (BadZipFile, zlib.error, OSError, EOFError, RuntimeError)
"""What zipfile raises for a package that is damaged, cut off or encrypted."""
MANIFEST = "manifest.json"
CONTENTS = "MUC-LUC.txt"


class ManifestEntry(Value):
    """One file of a dossier."""

    name: str
    size: int
    sha256: str


class Manifest(Value):
    """What a dossier holds, and the facts it was made with (campaign, round, decision)."""

    facts: dict[str, str]
    files: tuple[ManifestEntry, ...]


def pack_dossier(files: Mapping[str, bytes], facts: Mapping[str, str]) -> bytes:
    """A zip of ``files`` in the order of their names, with manifest.json and MUC-LUC.txt.

    ``facts`` go into both, keyed by the Vietnamese words to print. The same input always gives
    the same bytes. Raises ConfigurationError for a name that is reserved or leaves the folder.
    """
    for name in files:
        _check_name(name)
    entries = tuple(
        ManifestEntry(name=name, size=len(content), sha256=sha256(content).hexdigest())
        for name, content in sorted(files.items())
    )
    manifest = Manifest(facts=dict(facts), files=entries)
    text = json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, indent=2)
    return pack_zip(
        [
            (MANIFEST, f"{text}\n".encode()),
            (CONTENTS, contents(manifest).encode()),
            *((entry.name, files[entry.name]) for entry in entries),
        ]
    )


def contents(manifest: Manifest) -> str:
    """The table of contents as people read it."""
    lines = ["MỤC LỤC HỒ SƠ", ""]
    lines += [f"{name}: {value}" for name, value in manifest.facts.items()]
    lines += ["", f"Tổng số tệp: {len(manifest.files)}", ""]
    for place, entry in enumerate(manifest.files, 1):
        lines += [
            f"{place:02d}. {entry.name} ({entry.size} byte)",
            f"    SHA-256: {entry.sha256}",
        ]
    return "\n".join(lines) + "\n"


def verify_dossier(package: bytes) -> list[str]:
    """What is wrong with a dossier, one Vietnamese sentence each; empty when it is whole."""
    try:
        with ZipFile(BytesIO(package)) as archive:
            return _problems(archive)
    except _BROKEN:
        return ["Không mở được tệp hồ sơ; đề nghị tải lại hoặc yêu cầu gửi lại hồ sơ."]


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    if name in (MANIFEST, CONTENTS) or path.is_absolute() or ".." in path.parts or "\\" in name:
        raise ConfigurationError(
            f"Tên tệp “{name}” không dùng được trong hồ sơ. Đề nghị đổi tên tệp.", subject=name
        )


def _problems(archive: ZipFile) -> list[str]:
    names = archive.namelist()
    if len(set(names)) != len(names):
        return ["Hồ sơ có tệp trùng tên; đề nghị yêu cầu gửi lại hồ sơ."]
    if MANIFEST not in names:
        return [f"Hồ sơ thiếu {MANIFEST}; không có căn cứ để kiểm tra."]
    try:
        manifest = TypeAdapter(Manifest).validate_json(archive.read(MANIFEST))
    except ValidationError:
        return [f"{MANIFEST} không đúng định dạng; đề nghị yêu cầu gửi lại hồ sơ."]
    listed = {entry.name for entry in manifest.files}
    return [
        *(_changed(archive, entry) for entry in manifest.files if not _is_whole(archive, entry)),
        *(f"Có tệp ngoài mục lục: {n}." for n in names if n not in listed | {MANIFEST, CONTENTS}),
        *_contents_problems(archive, manifest),
    ]


def _is_whole(archive: ZipFile, entry: ManifestEntry) -> bool:
    if entry.name not in archive.namelist():
        return False
    if archive.getinfo(entry.name).file_size != entry.size:
        return False
    try:
        return sha256(archive.read(entry.name)).hexdigest() == entry.sha256
    except _BROKEN:
        return False


def _changed(archive: ZipFile, entry: ManifestEntry) -> str:
    if entry.name not in archive.namelist():
        return f"Thiếu tệp {entry.name}; đề nghị bổ sung."
    return f"Tệp {entry.name} đã bị thay đổi sau khi lập hồ sơ; đề nghị đối chiếu bản gốc."


def _contents_problems(archive: ZipFile, manifest: Manifest) -> list[str]:
    if CONTENTS not in archive.namelist():
        return [f"Hồ sơ thiếu {CONTENTS}."]
    if archive.read(CONTENTS).decode(errors="replace") != contents(manifest):
        return [f"{CONTENTS} không khớp với {MANIFEST}; đề nghị lập lại hồ sơ."]
    return []
