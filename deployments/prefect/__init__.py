"""What belongs to running Prefect: everything here knows Prefect, nothing else needs to.

Here: which deployments a campaign has and on what schedules, the automation of the alarm, serving
them (``python -m deployments.prefect.serve``), the server's and the runs' environment and database,
how runs are started as forks, and what to do with runs whose process died. What starts all that is
``deployments.prefect.processes``. A work pool or a ``prefect.yaml`` goes here too.

Not here: processes, ports and locks as such (``deployments.system``), the flows (``flows``), and
what makes functions Prefect tasks (``tasks.prefect_steps``).
"""
