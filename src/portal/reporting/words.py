"""Every sentence said about results pages, each with what to do next."""

from __future__ import annotations

from datetime import date

from portal.reporting.benchmarks import Benchmark, Opened, TooFewAnswers, TooFewOthers

NOT_OPEN_TITLE = "These results are not open"
NOT_OPEN = (
    "This page shows rounds with made-up answers only. The results of a council are for the people who work with them.",
    "Sign in, and open them from the page of your round.",
)
NOTHING_TITLE = "There are too few answers yet"
NOTHING = (
    "Too few people have sent this questionnaire in this area so far for anything to be shown.",
    "Pass on the link to the questionnaire; results stand here as soon as enough people have answered.",
)
HOME_LINK = "Go to the front page"

# What became of an area that was there before, after its name and until when it was there.
DIVIDED = "its ground was divided, and a part of it is {area} now."
PUT_TOGETHER = "all of its ground is a part of {area} now, with that of others."
BACK_TO_ROUND = "Your round at a glance"


def as_of(moment: str, *, running: bool, again: str = "") -> str:
    """How new the figures are, and why they stand still; `again` is when newer answers are counted, where it is not yet."""
    then = f"Counted {moment}. " if moment else ""
    if again:
        return (
            f"{then}Newer answers are counted from {again}. In a round of many councils figures move on only a few times, so "
            "that it can be proved that they never tell what one person said."
        )
    if not running:
        return f"{then}The round has closed."
    return (
        f"{then}A figure moves on only when ten or more people stand behind the change, so that nobody can tell what the "
        "last person said. A new answer may take a while to show."
    )


def benchmark(found: Benchmark) -> str:
    """Whether the rest of the country stands beside, or what opens it."""
    match found:
        case Opened():
            return "“The rest” is everybody else who answered, in all other councils together."
        case TooFewAnswers(shown=shown, target=target):
            so_far = f"about {shown // 10 * 10} so far" if shown is not None else "fewer than 10 so far"
            return (
                f"The rest of the country is not shown beside yours yet. It opens with {target:,} answers; you have "
                f"{so_far}. Pass the link on to those you have not heard from."
            )
        case TooFewOthers():
            return (
                "The rest of the country is not shown beside yours yet: so few other councils have answers that their own "
                "figures could be recognised. It opens when there are three, or when they agree."
            )


def tells_too_much(audience: str, leaks: list[str]) -> str:
    """Why figures that stand on pages may not be told to an audience."""
    why = "; ".join(leaks)
    return f"The policy for this audience ({audience}) does not let it out: {why[:600]}. Leave these figures out of the report."


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
    "Small groups are joined, and nothing is shown of fewer than 10 people. A figure moves on only when ten or more people "
    "stand behind each change of it, so that nobody can tell what the last person did.",
    "Whether people went on is told once, a day after the round has closed: until then “stopped here” would count those who "
    "are still answering. So is what is asked only after an answer, and only where enough people were not asked it.",
    "The time is how long the page was open, from when it was last loaded.",
)


def joined(texts: list[str]) -> str:
    """What people of one line did."""
    return " or ".join(texts) if len(texts) < 3 else f"{', '.join(texts[:-1])} or {texts[-1]}"


def telling(percent: int, text: str) -> str:
    """Why authors should look at a question."""
    return f"{percent} in 100 {text}"


def month(day: date) -> str:
    """A day's month in a sentence."""
    return f"{day:%B %Y}"
