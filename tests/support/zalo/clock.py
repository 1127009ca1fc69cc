"""The time that the server goes by: the machine's, or one at which a test made it stand still."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HANOI = "Asia/Ho_Chi_Minh"
NIGHT_BEGINS, NIGHT_ENDS = 22, 6


class FakeClock:
    """Runs until it is set; then it stands until it is moved on."""

    def __init__(self) -> None:
        self._zone = ZoneInfo(HANOI)
        self._standing: datetime | None = None

    def set(self, iso: str | None, tz: str = HANOI) -> None:
        """Stand still at a moment, of the zone if it names none; without one, run again."""
        self._zone = ZoneInfo(tz)
        self._standing = None if iso is None else self.moment(iso)

    def advance(self, seconds: float) -> None:
        """Stand still so much later."""
        self._standing = self.now() + timedelta(seconds=seconds)

    def now(self) -> datetime:
        """What time it is, in the zone of the server."""
        return self._standing or datetime.now(self._zone)

    def moment(self, iso: str) -> datetime:
        """A moment as tests write it, in the zone of the server, which it need not name."""
        found = datetime.fromisoformat(iso)
        return found.astimezone(self._zone) if found.tzinfo else found.replace(tzinfo=self._zone)

    def milliseconds(self) -> str:
        """Now as the interfaces write it: milliseconds since 1970, as a string."""
        return str(int(self.now().timestamp() * 1000))

    def night(self) -> bool:
        """Whether it is from 22:00 to 05:59."""
        hour = self.now().hour
        return hour >= NIGHT_BEGINS or hour < NIGHT_ENDS
