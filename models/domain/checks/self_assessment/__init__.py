"""What can be wrong with a returned self-assessment: one check per file, named after its function."""
