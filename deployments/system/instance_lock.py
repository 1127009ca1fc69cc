"""Only one process serves a campaign: two would take each other's runs for dead."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from config.settings import Settings
from models.domain.errors import CchcError


class AlreadyRunning(CchcError):
    """The campaign is served from this home folder already."""

    code = "DANG-CHAY"


@contextmanager
def instance_lock(settings: Settings, campaign_id: str) -> Iterator[None]:
    """Hold the campaign while the block runs; AlreadyRunning when another process holds it.

    The lock is the system's, on Windows too: it goes with the process, however that ends, and what
    the process has forked does not hold it.
    """
    lock = FileLock(settings.folder / f"dang-phuc-vu-{campaign_id}.lock", blocking=False)
    try:
        held = lock.acquire()
    except Timeout:
        raise AlreadyRunning(
            f"Đợt {campaign_id} đang được phục vụ từ thư mục {settings.folder}. Đề nghị dừng "
            "hệ thống đang chạy trước, hoặc chọn thư mục khác với --home.",
            subject=campaign_id,
        ) from None
    with held:
        yield


def check_not_running(settings: Settings, campaign_id: str) -> None:
    """AlreadyRunning when some process serves the campaign now."""
    with instance_lock(settings, campaign_id):
        pass
