"""Marks that only this installation can make: links, confirmations, mail threads."""
