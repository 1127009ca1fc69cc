"""From points to ranks: score trees, survey, results, ranking."""
