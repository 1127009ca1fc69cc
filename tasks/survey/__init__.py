"""The satisfaction survey: many sources of forms in, clean counts by unit and question out."""
