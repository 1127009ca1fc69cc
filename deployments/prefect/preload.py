"""What every flow run needs, imported once: the fork server starts with this module.

Some of it is imported by Prefect only when a run goes on, which would be in each run anew. What
lies in memory now stays for good: the runs' garbage collector need not look at it, and its pages
stay shared between the runs. With the flows alone preloaded, and nothing frozen, a tick took 17 and
18 % longer and 4 and 28 % more CPU in two series of five pairs on a busy machine
(``bench/flow_runs.py``, December 2026).
"""

import gc
from importlib import import_module

from models.domain.checks.check import load_checks

MODULES = (
    "flows.registry",
    "prefect.artifacts",
    "prefect.engine",
    "prefect.flow_engine",
    "prefect.runner",
    "prefect.task_engine",
    "prefect.concurrency.services",
    "prefect.utilities.visualization",
    "sqlalchemy.dialects.sqlite",
    "anyio._backends._asyncio",
    "encodings.idna",
    "prefect._vendor.croniter.croniter",
)

for name in MODULES:
    import_module(name)
load_checks()
gc.freeze()
