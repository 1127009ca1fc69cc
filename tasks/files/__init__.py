"""Files that come from outside: limits, archives, and workers that open them."""
