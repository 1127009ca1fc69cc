"""Steps that take in evidence, look into it and give advice on it."""
