"""What can be wrong with a returned self-assessment: one check a file, of the same name."""
