"""Serve the flows of one campaign: a deployment per stage and per tick.

Run as ``python -m deployments.prefect.serve CAMPAIGN [--schedules]`` under the environment of
``deployments.prefect.environment``. Prefect, which takes three seconds to import, is imported only
after the campaign is known to be free and the process that flow runs come from does the same
beside.
"""

import argparse
import sys

from config.settings import Settings
from deployments.prefect.forked_runs import start_fork_server
from deployments.system.instance_lock import AlreadyRunning, instance_lock


def main() -> None:
    """Serve the campaign alone until stopped; one Vietnamese sentence when that cannot be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("campaign")
    parser.add_argument("--schedules", action="store_true")
    parser.add_argument("--poll", type=float, default=2.0, help="seconds between looks for runs")
    arguments = parser.parse_args()
    try:
        with instance_lock(Settings(), arguments.campaign):
            start_fork_server()
            from deployments.prefect.deployments import serve

            serve(arguments.campaign, arguments.schedules, arguments.poll)
    except AlreadyRunning as refusal:
        sys.exit(refusal.message)


if __name__ == "__main__":
    main()
