"""What is true of a campaign: the domain, its tables and the store."""
