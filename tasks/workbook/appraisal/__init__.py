"""The sheets of departments: made, sent, read back."""
