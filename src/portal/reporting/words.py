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


FARED = {
    "answered": "answered",
    "left_out": "left it out",
    "not_known": "did not know",
    "not_understood": "did not understand it",
    "under_5": "under 5 seconds",
    "under_15": "5 to 15 seconds",
    "under_30": "15 to 30 seconds",
    "under_60": "30 seconds to a minute",
    "longer": "a minute or longer",
    "gone_on": "went on",
    "stopped": "stopped here",
}
HEALTH_TITLE = "How the questions fare"
ALL_FACES = "All ways of asking together"
DONE, OPEN, WENT = "What people did", "How long the page was open", "Whether they went on"
NOT_ASKED_YET = "No round has asked this questionnaire yet. Figures stand here once people have answered."
FEW = "Too few people so far: 10 or more are needed, and who did the same as everybody is not told."
HOW_TO_READ = (
    "Everybody who answered on the web is counted together: nobody's way through the questions is kept. Shares are of "
    "about so many people, to the nearest ten.",
    "Small groups are joined, and nothing is shown of fewer than 10 people. “Stopped here” counts those who are still "
    "answering too. The time is how long the page was open, from when it was last loaded.",
)


def joined(texts: list[str]) -> str:
    """What people of one line did."""
    return " or ".join(texts) if len(texts) < 3 else f"{', '.join(texts[:-1])} or {texts[-1]}"


def telling(percent: int, text: str) -> str:
    """Why authors should look at a question."""
    return f"{percent} in 100 {text}"
