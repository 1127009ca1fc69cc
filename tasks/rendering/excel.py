"""How every workbook that people open shows points."""

from __future__ import annotations

POINTS = "[$-42A]#,##0.00"
"""Two decimals with a decimal comma, whatever the language of the reader's computer."""
