"""Checks of the evidence that a unit sent: all of them are advice."""
