"""The web of POET: councils, questionnaires, rounds, the respondent's pages and the results, a few apps in a row."""
