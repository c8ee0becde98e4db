"""Results: out of the database by one door, through the trade, onto a page and into files."""
