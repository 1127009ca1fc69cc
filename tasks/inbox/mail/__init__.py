"""The mailbox: mails are read, kept as deliveries, and moved once they are judged."""
