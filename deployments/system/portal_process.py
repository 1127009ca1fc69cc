"""The process of the upload page, as the commands start it: neither imports the other."""

from __future__ import annotations

import sys

PORTAL_PORT = 4280


def portal_command(campaign_id: str, host: str, port: int) -> list[str]:
    """What serves the upload page of a campaign on ``host``:``port``."""
    command = [sys.executable, "-m", "deployments.portal", campaign_id]
    return [*command, "--host", host, "--port", str(port)]
