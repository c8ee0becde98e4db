"""A term's or a year's reports in one run: every council, every region and the nation, through the ledger."""
