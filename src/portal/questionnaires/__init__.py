"""Questionnaires as published: their text is kept and never changes."""
