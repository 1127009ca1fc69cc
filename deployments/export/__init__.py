"""What a campaign leaves behind, as files that a person can open."""
