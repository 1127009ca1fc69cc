"""What can be wrong with what units return: self-assessments, appraisal sheets, evidence."""
