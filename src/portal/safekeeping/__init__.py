"""A copy of everything, taken while the portal serves, and put back into an empty place."""
