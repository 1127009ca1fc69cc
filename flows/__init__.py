"""Orchestration that can be read aloud: one file per section of the plan, and the ticks."""
