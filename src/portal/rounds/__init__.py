"""Rounds: when is asked, who takes part, and the links that people follow."""
