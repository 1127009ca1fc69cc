"""Settings, clock and campaign data; what a process needs to work on one campaign."""
