"""A rehearsal of a whole campaign: scripted officials on a simulated clock."""
