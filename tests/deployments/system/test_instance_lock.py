import pytest

from deployments.system.instance_lock import AlreadyRunning, check_not_running, instance_lock
from tests.support.house import settings_at


def test_a_campaign_is_served_once_from_a_home_folder(tmp_path):
    settings = settings_at(tmp_path)
    with instance_lock(settings, "one"):
        with pytest.raises(AlreadyRunning, match="Đề nghị dừng hệ thống đang chạy"):
            check_not_running(settings, "one")
        check_not_running(settings, "another")
        check_not_running(settings_at(tmp_path / "elsewhere"), "one")

    check_not_running(settings, "one")
