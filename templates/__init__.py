"""What people read, as data: documents, messages, pages and boards."""
