"""What turns functions into Prefect steps, progress and artifacts."""
