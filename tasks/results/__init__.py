"""Steps that turn stored scores into results."""
