"""From the queue to the channels: claim, send, record, fall back, recover."""
