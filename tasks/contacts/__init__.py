"""The people of an open campaign: correct, replace, add, list."""
