"""Ways to hand a message over; each implements the port in ``port.py``."""
