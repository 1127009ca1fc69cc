"""Processes, ports, locks and databases of one machine."""
