"""What one machine is asked for, whatever runs on it: processes, ports, locks, local HTTP.

Nothing here knows Prefect or a campaign's rules; ``deployments.prefect`` builds on it, never the
reverse.
"""
