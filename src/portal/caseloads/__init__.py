"""Caseloads: how many people could be asked in each area, and how many answers each area aims at."""
