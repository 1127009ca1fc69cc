"""Criteria sets and the rules by which declarations become points."""
