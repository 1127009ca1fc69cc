"""One side effect per function: the steps that flows are made of."""
