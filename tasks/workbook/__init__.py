"""Workbooks out and in: forms made for each unit, and what comes back as neutral cells."""
