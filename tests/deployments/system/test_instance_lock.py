import pytest

from deployments.system.instance_lock import AlreadyServed, check_not_served, serving_alone
from tests.support.house import settings_at


def test_a_campaign_is_served_once_from_a_home_folder(tmp_path):
    settings = settings_at(tmp_path)
    with serving_alone(settings, "one"):
        with pytest.raises(AlreadyServed, match="Đề nghị dừng hệ thống đang chạy"):
            check_not_served(settings, "one")
        check_not_served(settings, "another")
        check_not_served(settings_at(tmp_path / "elsewhere"), "one")

    check_not_served(settings, "one")
