"""Where configuration files are; their text (UTF-8, NFC), and CSV tables with fixed columns."""

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from models.domain.errors import ConfigurationError, NotFound

CsvRow = tuple[int, dict[str, str]]
"""A line number of the file (from 1) and the trimmed cells by column; empty cells left out."""


def read_text(path: Path) -> str:
    """The text of ``path`` in NFC, without a byte order mark."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as fault:
        raise ConfigurationError(
            f"{path.name}: không có tệp này trong thư mục {path.parent.name}. "
            "Đề nghị bổ sung tệp theo mẫu của đợt có sẵn.",
            subject=path.name,
        ) from fault
    except OSError as fault:
        raise ConfigurationError(
            f"{path.name}: không đọc được tệp trong thư mục {path.parent.name}. "
            "Đề nghị kiểm tra đây là một tệp và được phép đọc.",
            subject=path.name,
        ) from fault
    except UnicodeDecodeError as fault:
        row = path.read_bytes()[: fault.start].count(b"\n") + 1
        raise ConfigurationError(
            f"{path.name}, dòng {row}: tệp không ở bảng mã UTF-8. "
            "Đề nghị mở tệp và lưu lại với bảng mã UTF-8 (Unicode).",
            subject=path.name,
        ) from fault
    return unicodedata.normalize("NFC", text)


def read_csv(
    path: Path, columns: Sequence[str], also: Callable[[str], bool] = lambda _: False
) -> tuple[CsvRow, ...]:
    """The rows of a comma-separated file whose header names exactly ``columns``, in any order.

    Further columns may be there if ``also`` says so of their names.
    """
    reader = csv.reader(io.StringIO(read_text(path)))
    header = [cell.strip() for cell in next(reader, [])]
    _check_header(path, [name for name in header if not also(name)], columns)
    rows: list[CsvRow] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise _wrong_width(path, reader.line_num, len(cells), len(header))
        named = zip(header, (" ".join(cell.split()) for cell in cells), strict=True)
        rows.append((reader.line_num, {name: cell for name, cell in named if cell}))
    return tuple(rows)


def _check_header(path: Path, header: Sequence[str], columns: Sequence[str]) -> None:
    missing = [name for name in columns if name not in header]
    strange = [name for name in header if name not in columns or header.count(name) > 1]
    if missing:
        raise ConfigurationError(
            f"{path.name}, dòng 1: thiếu cột {', '.join(missing)}. "
            f"Dòng đầu của tệp phải là: {','.join(columns)}.",
            subject=path.name,
        )
    if strange:
        raise ConfigurationError(
            f"{path.name}, dòng 1: cột lạ hoặc trùng {', '.join(map(repr, strange))}. "
            f"Đề nghị chỉ giữ các cột: {','.join(columns)}.",
            subject=path.name,
        )


def _wrong_width(path: Path, row: int, found: int, wanted: int) -> ConfigurationError:
    return ConfigurationError(
        f"{path.name}, dòng {row}: có {found} ô, phải là {wanted} ô. "
        "Đề nghị đặt trong dấu nháy kép những ô có dấu phẩy.",
        subject=path.name,
    )


SHIPPED = Path(__file__).resolve().parent.parent


class Places:
    """Directories laid out as ``config/``: ``campaigns/``, ``criteria/``, ``holidays/``."""

    def __init__(self, root: Path | None = None) -> None:
        self._roots = (SHIPPED,) if root is None else (root, SHIPPED)

    def find(self, *parts: str) -> Path | None:
        """The first existing file or directory with this relative path."""
        paths = (root.joinpath(*parts) for root in self._roots)
        return next((path for path in paths if path.exists()), None)

    def campaigns(self) -> tuple[str, ...]:
        """The sorted ids of all campaign directories."""
        found = (path for root in self._roots for path in root.glob("campaigns/*/campaign.yaml"))
        return tuple(sorted({path.parent.name for path in found}))

    def criteria_sets(self) -> tuple[str, ...]:
        """The sorted codes of all criteria set files."""
        found = (path for root in self._roots for path in root.glob("criteria/*.yaml"))
        return tuple(sorted({path.stem for path in found}))

    def campaign(self, campaign_id: str) -> Path:
        """The directory of a campaign; NotFound names those that exist."""
        file = self.find("campaigns", campaign_id, "campaign.yaml")
        if file is None or campaign_id not in self.campaigns():
            raise _not_found("đợt đánh giá", campaign_id, self.campaigns())
        return file.parent

    def criteria_set(self, code: str) -> Path:
        """The file of a criteria set; NotFound names those that exist."""
        path = self.find("criteria", f"{code}.yaml") if code in self.criteria_sets() else None
        if path is None:
            raise _not_found("bộ tiêu chí", code, self.criteria_sets())
        return path


def _not_found(what: str, name: str, known: tuple[str, ...]) -> NotFound:
    choices = ", ".join(known) or "chưa có"
    return NotFound(f"Không có {what} “{name}”. Đề nghị chọn một trong: {choices}.", subject=name)
