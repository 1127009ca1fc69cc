"""Ask units to explain what the appraisers took off their points."""
