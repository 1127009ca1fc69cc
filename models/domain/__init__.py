"""The pure domain: standard library and pydantic, no clock, no input or output."""
