"""The guard: no change reaches the database without an audit event after it."""

from __future__ import annotations

import re

from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPICursor

from models.domain.errors import UnauditedChange

CHANGE = re.compile(
    r"\b(INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)"
    r"\s+\"?(\w+)",
    re.IGNORECASE,
)
CHAIN = "audit_event"


class AuditGuard:
    """Watches one connection: refuses changes when reading, counts unaudited ones otherwise."""

    def __init__(self, connection: Connection, writable: bool) -> None:
        self._writable = writable
        self._unaudited: list[str] = []
        event.listen(connection, "before_cursor_execute", self._before)
        event.listen(connection, "after_cursor_execute", self._after)

    def check_writable(self) -> None:
        """Raise UnauditedChange when the unit of work is for reading."""
        if not self._writable:
            raise UnauditedChange(
                "Phiên làm việc này chỉ để đọc, không được ghi dữ liệu. "
                "Đề nghị báo bộ phận kỹ thuật kèm nội dung lỗi này."
            )

    def check(self) -> None:
        """Raise UnauditedChange when a table was changed after the last audit event."""
        if self._unaudited:
            tables = ", ".join(sorted(set(self._unaudited)))
            raise UnauditedChange(
                f"Dữ liệu ({tables}) thay đổi mà không ghi nhật ký nên đã được hủy, không lưu. "
                "Đề nghị báo bộ phận kỹ thuật kèm nội dung lỗi này.",
                subject=tables,
            )

    def _before(self, _conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if CHANGE.search(statement):
            self.check_writable()

    def _after(self, _conn: object, cursor: DBAPICursor, statement: str, *_rest: object) -> None:
        change = CHANGE.search(statement)
        if change is None or cursor.rowcount == 0:
            return
        if change[2] == CHAIN and change[1].upper().startswith("INSERT"):
            self._unaudited.clear()
        else:
            self._unaudited.append(change[2])
