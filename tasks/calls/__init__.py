"""Whom an operator must call because no channel reached them: list, workbook, document, board."""
