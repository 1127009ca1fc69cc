"""Criteria sets to and from the annex table of a decision, and to YAML."""
