"""What providers and people tell of messages afterwards."""
