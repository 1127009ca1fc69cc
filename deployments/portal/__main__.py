"""Serve the upload page of one campaign: ``python -m deployments.portal CAMPAIGN``.

The server writes no access log: the addresses in it would be links.
"""

import argparse

import uvicorn

from config.settings import Settings
from deployments.bootstrap import find_campaign
from deployments.portal.app import make_app
from deployments.portal.uploads import sweep
from deployments.system.processes import PORTAL_PORT

MOST_REQUESTS = 500
"""At the same time; more are told to come again (503)."""
SHUTDOWN_SECONDS = 10


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("campaign")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=PORTAL_PORT)
    arguments = parser.parse_args()
    workspace = find_campaign(arguments.campaign, Settings())
    sweep(workspace.settings.upload_folder(workspace.campaign.id))
    uvicorn.run(
        make_app(workspace),
        host=arguments.host,
        port=arguments.port,
        access_log=False,
        server_header=False,
        log_level="warning",
        forwarded_allow_ips="127.0.0.1",
        limit_concurrency=MOST_REQUESTS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )


if __name__ == "__main__":
    main()
