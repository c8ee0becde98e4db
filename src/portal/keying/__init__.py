"""Answers on paper, typed in: bundles that must balance, a second pair of eyes, and one door into the responses."""
