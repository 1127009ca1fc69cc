"""Messages to people: purposes, channels, hours, states and outcomes."""
