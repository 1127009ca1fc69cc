"""Judging what came in through any door: one delivery at a time, answered and settled at once."""
