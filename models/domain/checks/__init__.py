"""What can be wrong with a returned workbook: one rule per file, named after its function."""
