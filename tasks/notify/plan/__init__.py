"""Which reminders are due, planned from what units and approvers owe."""
