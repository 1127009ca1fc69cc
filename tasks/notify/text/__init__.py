"""Messages in words: templates filled in, mails put together."""
