"""How long what a round gathered is kept, erasing it for good, and what is said about it to respondents and officers."""
