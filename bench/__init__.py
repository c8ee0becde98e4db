"""Measurements of ours beside a peer and a limit, taken in one run."""
