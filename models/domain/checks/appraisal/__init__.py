"""What can be wrong with a department's returned score sheet: one rule per file."""
