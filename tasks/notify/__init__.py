"""Messages to people: render, compose, dispatch from the outbox, channels."""
