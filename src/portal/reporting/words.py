"""Every sentence said about results pages, each with what to do next."""

from __future__ import annotations

NOT_OPEN_TITLE = "These results are not open"
NOT_OPEN = (
    "Results are for the people of a council who were given the right to see them, and signing in is not built yet.",
    "Until it is, only rounds with made-up answers can be looked at.",
)
NOTHING_TITLE = "There are no answers yet"
NOTHING = (
    "Nobody has sent this questionnaire in this area so far.",
    "Pass on the link to the questionnaire; results stand here as soon as enough people have answered.",
)
HOME_TITLE = "What is support like, and what difference does it make?"
HOME_LINK = "Go to the front page"


def in_area(title: str, area: str) -> str:
    """A questionnaire as it is asked in an area."""
    return f"{title} ({area})"
