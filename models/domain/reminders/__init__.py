"""Who is reminded of what and when: duties, plan, digest, forecast."""
