"""Checks of the evidence that a unit sent, one rule a file; all of them are advice."""
