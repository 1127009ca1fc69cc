"""A returned file given back with its faulty cells coloured, commented and listed."""
