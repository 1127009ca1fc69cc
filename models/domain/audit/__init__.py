"""The hash chain of all changes, and what is replayed against it."""
