"""What operators see of messages and do to them by hand."""
