"""The people of a campaign: what may be changed, links of their own, who takes over."""
