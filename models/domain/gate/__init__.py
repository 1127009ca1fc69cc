"""Gates: approval, decisions, what is refused and why."""
