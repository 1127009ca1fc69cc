"""What tasks use of Prefect: steps with their progress, artifacts, secrets in blocks."""
