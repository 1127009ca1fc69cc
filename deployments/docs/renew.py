"""Write into the pages of docs/ and the README what the tables of the code say.

``python -m deployments.docs.renew`` rewrites the text between the markers; with ``--check`` it
changes nothing and its exit status says whether the pages are what it would write.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from config.loaders import load_campaign
from deployments.docs.checks import checks_page
from deployments.docs.stages import stages_page, year_table
from deployments.docs.submissions import submissions_page
from models.domain.campaign import Campaign
from models.domain.errors import ConfigurationError

RINGS = ("deployments", "flows", "tasks", "config", "models")
"""From the outermost to the innermost; each may import those that follow it."""


def packages_table(root: Path) -> str:
    """One row a package below ``root``: where it lies, and the first line of its docstring."""
    rows = [
        f"| [`{path}`](../{path}) | {line} |" for ring in RINGS for path, line in _of(root, ring)
    ]
    return "\n".join(["| Package | What it is |", "|---|---|", *rows])


def _of(root: Path, ring: str) -> Iterator[tuple[str, str]]:
    for marker in sorted((root / ring).rglob("__init__.py")):
        docstring = ast.get_docstring(ast.parse(marker.read_text("utf-8"))) or ""
        yield marker.parent.relative_to(root).as_posix(), docstring.partition("\n")[0]


_CAMPAIGN = "huong-khe-2021"
ROOT = Path(__file__).resolve().parents[2]
PAGES: dict[str, Callable[[Campaign], str]] = {
    "README.md": year_table,
    "docs/stages.md": stages_page,
    "docs/checks.md": lambda _: checks_page(),
    "docs/submissions.md": lambda _: submissions_page(),
    "docs/architecture.md": lambda _: packages_table(ROOT),
}
_BETWEEN = re.compile(r"(<!-- (\w+):begin -->).*?(<!-- \2:end -->)", re.DOTALL)


def renew(text: str, block: str, name: str) -> str:
    """``text`` with ``block`` between its markers; ConfigurationError when it lacks them."""
    found = _BETWEEN.search(text)
    if found is None:
        raise ConfigurationError(
            f"Tệp {name} thiếu dấu <!-- ...:begin --> hoặc <!-- ...:end -->.", name
        )
    begin, _, end = found.groups()
    return f"{text[: found.start()]}{begin}\n\n{block}\n\n{end}{text[found.end() :]}"


def stale(root: Path = ROOT) -> dict[Path, str]:
    """The documents under ``root`` that differ from what they should be, with the right text."""
    campaign = load_campaign(_CAMPAIGN)
    texts = {root / name: block(campaign) for name, block in PAGES.items()}
    right = {
        path: renew(path.read_text(encoding="utf-8"), block, path.name)
        for path, block in texts.items()
    }
    return {path: text for path, text in right.items() if text != path.read_text(encoding="utf-8")}


def main() -> int:
    """Rewrite what differs, or with ``--check`` only name it; the exit status."""
    documents = stale()
    for path, text in documents.items():
        print(path.relative_to(ROOT))
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    return 1 if documents and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
