"""A made-up round, played through the real doors, so that a newcomer can look at everything."""
