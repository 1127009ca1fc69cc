"""Reading configuration files; every fault becomes a ConfigurationError with a next step."""
