"""Text of a configuration file: UTF-8, NFC."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from models.domain.errors import ConfigurationError


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
