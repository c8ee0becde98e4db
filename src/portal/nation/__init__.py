"""What the national team sees of a round, and what everybody may know about how POET is governed."""
