"""A list of one certificate authority, for clients that need none.

Each client that Prefect makes loads the whole list of authorities, five times in a tick and 58 ms
of CPU each time. The server it speaks to is plain HTTP on 127.0.0.1 and shows no certificate, so
the shortest list that a client accepts will do. With all authorities a tick takes 1.35 s of CPU
instead of 1.11 and 35 % longer (medians of five pairs on a busy machine, ``bench/flow_runs.py``,
December 2026). To take it out, drop this file and the line of ``environment`` that names it.
"""

import os
from pathlib import Path

import certifi

END = "-----END CERTIFICATE-----"


def one_authority(folder: Path) -> Path:
    """The file with the list, made in ``folder`` if it is not there."""
    file = folder / "one-authority.pem"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        first, _, _ = Path(certifi.where()).read_text(encoding="utf-8").partition(END)
        part = folder / f"one-authority.{os.getpid()}"
        part.write_text(f"{first}{END}\n", encoding="utf-8")
        part.replace(file)
    return file
