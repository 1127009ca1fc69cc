"""The people of a campaign: changes, successors, how they are addressed."""
