"""Servers, accounts and limits of sending, as the installation sets them."""
