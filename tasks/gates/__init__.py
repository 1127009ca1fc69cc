"""Steps of a gate: dossier, request, one-time codes, votes, ballots and rework."""
