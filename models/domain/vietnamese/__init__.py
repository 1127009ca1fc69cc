"""Vietnamese text, numbers and dates as people write them."""
