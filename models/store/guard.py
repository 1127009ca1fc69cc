"""The guard: no change reaches the database without an audit event after it."""

import re
from functools import lru_cache

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPICursor

from models.domain.errors import UnauditedChange

_CHANGE = re.compile(
    r"\b(INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)"
    r"\s+\"?(\w+)",
    re.IGNORECASE,
)
CHAIN = "audit_event"
GUARD = "cchc_guard"


class AuditGuard:
    """Watches one connection: refuses changes when reading, counts unaudited ones otherwise."""

    def __init__(self, connection: Connection, writable: bool) -> None:
        self._writable = writable
        self._unaudited: list[str] = []
        connection.execution_options(**{GUARD: self})

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

    def before(self, statement: str) -> None:
        """Refuse a change that is about to be made in a unit of work for reading."""
        if not self._writable and _change(statement):
            self.check_writable()

    def after(self, statement: str, rows: int) -> None:
        """Count a change of ``rows`` rows; new events of the chain are none."""
        change = _change(statement) if self._writable and rows else None
        if change is None:
            return
        verb, table = change
        if table != CHAIN or not verb.upper().startswith("INSERT"):
            self._unaudited.append(table)

    def cover(self) -> None:
        """Take note of an event that tells of all changes before it."""
        self._unaudited.clear()


@lru_cache(maxsize=1_000)
def _change(statement: str) -> tuple[str, str] | None:
    """Verb and table of a statement that changes data; None for any other."""
    found = _CHANGE.search(statement)
    return (found[1], found[2]) if found else None


def watch(engine: Engine) -> None:
    """Let the guards of an engine's connections see each statement."""
    event.listen(engine, "before_cursor_execute", _before)
    event.listen(engine, "after_cursor_execute", _after)


def _before(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
    if guard := connection.get_execution_options().get(GUARD):
        guard.before(statement)


def _after(connection: Connection, cursor: DBAPICursor, statement: str, *_rest: object) -> None:
    if guard := connection.get_execution_options().get(GUARD):
        guard.after(statement, cursor.rowcount)
