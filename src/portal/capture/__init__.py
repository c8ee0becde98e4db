"""The respondent's pages: asking, keeping, sending."""
