"""What the public gets: one page, open data with the same figures, and the means to check them."""
