"""Everything that is put on the authority's web site, as paths and bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from models.domain.scoring.ranking import describe_tie_rule
from tasks.publish import recompute
from tasks.publish.columns import columns
from tasks.publish.page import results_page
from tasks.publish.publication import Publication
from tasks.rendering.jinja import templates_in

_FILES = (
    ("results.csv", "Bảng kết quả cho máy đọc (CSV)"),
    ("results.xlsx", "Bảng kết quả mở bằng Excel"),
    ("results.json", "Bảng kết quả cho lập trình (JSON)"),
    ("README.md", "Giải thích từng cột dữ liệu"),
    ("tinh-lai.py", "Chương trình tính lại kết quả"),
)


def publication_files(publication: Publication) -> dict[str, bytes]:
    """The page, the data, the means to check them, and SHA256SUMS over all of it.

    Equal publications give equal bytes. All paths are flat, so the folder works anywhere.
    """
    from tasks.publish import open_data  # pandas takes a second, which nothing else need pay

    files = {
        "index.html": results_page(publication, _FILES),
        "results.csv": open_data.results_csv(publication),
        "results.xlsx": open_data.results_xlsx(publication),
        "results.json": open_data.results_json(publication),
        "README.md": readme(publication),
        "tinh-lai.py": Path(recompute.__file__).read_bytes(),
    }
    sums = (f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in files.items())
    return files | {"SHA256SUMS": "".join(sums).encode()}


def readme(publication: Publication) -> bytes:
    """What the files are, every column, and how to check them, in Vietnamese Markdown."""
    environment = templates_in("publication", html=False, last_newline=True)
    text = environment.get_template("readme.md.j2").render(
        publication=publication,
        columns=columns(publication),
        tie_rule=describe_tie_rule(publication.campaign.ranking),
    )
    return text.encode()
