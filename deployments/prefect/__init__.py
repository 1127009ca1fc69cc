"""What runs as Prefect: deployments, schedules, automations, serving."""
