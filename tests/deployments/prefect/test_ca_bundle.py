"""A list of one authority is enough for clients of a server without certificates."""

from __future__ import annotations

import ssl
from pathlib import Path

from deployments.prefect.ca_bundle import one_authority


def test_the_list_of_one_authority_is_one_that_clients_accept(tmp_path: Path) -> None:
    file = one_authority(tmp_path / "prefect")
    assert len(ssl.create_default_context(cafile=file).get_ca_certs()) == 1


def test_the_list_is_made_once(tmp_path: Path) -> None:
    made = one_authority(tmp_path).stat().st_mtime_ns
    assert one_authority(tmp_path).stat().st_mtime_ns == made
    assert [file.name for file in tmp_path.iterdir()] == ["one-authority.pem"]
