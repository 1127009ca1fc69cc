"""Bytes of a spreadsheet to neutral cells, whatever program saved it."""
