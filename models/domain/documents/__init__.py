"""The documents of a campaign, their numbers and signatures."""
