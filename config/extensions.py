"""What an installation adds to the program: Python files in its configuration folder.

``<config_dir>/extensions/*.py`` are run once in every process that opens a campaign, in the order
of their names. A file there adds a channel (``tasks.notify.channels.registry.add_channel``) or a
message (``models.domain.messages.purposes.add_message``).
"""

from __future__ import annotations

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

FOLDER = "extensions"


def load_extensions(config_dir: Path | None) -> None:
    """Run the files of ``config_dir`` that were not run yet in this process."""
    if config_dir is not None:
        for file in sorted((config_dir / FOLDER).glob("*.py")):
            _run(file.resolve())


@cache
def _run(file: Path) -> None:
    spec = spec_from_file_location(f"cchc_extension_{file.stem}", file)
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module_from_spec(spec))
