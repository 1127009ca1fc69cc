"""The operators' screens: records in, Vietnamese Markdown and one HTML timeline out."""
