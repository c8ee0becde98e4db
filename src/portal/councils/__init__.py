"""Councils: the areas whose results are told."""
