"""Messages by Zalo: to followers and phone numbers by template, as text in a chat, by bot."""
