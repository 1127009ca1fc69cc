"""Files that prove what is declared: kinds, codes, matching."""
