"""Every sentence said about a round at a glance and about who is not heard, each with what to do next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from portal.caseloads.caseload import Caseload
from portal.caseloads.models import Attribute, Counts
from portal.caseloads.targets import Aimed
from portal.overview.forecast import Expected, Forecast, Over, TooEarly
from portal.overview.hearing import Heard, Lack, Row
from portal.overview.tens import Tally, Week
from portal.reporting.benchmarks import Benchmark, Opened, TooFewAnswers
from portal.rounds.models import Window

PLACES = "Your rounds"
NO_PLACES = (
    "You take part in no round yet. When your council joins one, it stands here with its answers, target and days."
)
ASK_WHO_MANAGES = "The manager of POET in your council can join one."
SEE_ROUNDS = "See which rounds there are, and say that you would like to take part"
HAND_OUT = "Links, codes, posters and letters to hand out"
HOW = (
    "Numbers are told in tens and move on by ten or more, so that no single answer shows. Each may stand for up to nine "
    "answers more."
)
FEW = "Fewer than 10"
NO_CASELOAD = "Nobody publishes how many there are"
CASELOAD_UNKNOWN = "Not known. Ask whoever runs this portal to load the published file"
CHANNELS_ALIKE = "Not told apart: nearly all came the same way, or too few yet."
TARGETS = "Change what you aim at"
TARGET_HINT = "Leave a field empty to go back to the target of the round."
NOT_HEARD = "Who are we not hearing?"
NOTHING_TO_COMPARE = (
    "There is nothing to compare yet. Shares stand here once ten or more people have answered and a published caseload is "
    "loaded for what this questionnaire asks. What is missing, and what you can do, stands below."
)
# The publishers' files by what they part people by, as docs/reference/caseloads.md lists them.
FILES = {
    (Counts.PLANS, Attribute.AGE): "caseload.csv of the Department for Education",
    (Counts.PLANS, Attribute.SETTING): "caseload.csv of the Department for Education",
    (Counts.PLANS, Attribute.NEED): "sen_needs_all_plans.csv of the Department for Education",
}
OTHER_FILE = "the Adult Social Care Activity and Finance Report"
BY = {Attribute.AGE: "By age", Attribute.NEED: "By need", Attribute.SETTING: "By setting"}
BY_LINKS = "Make a link for each school, team or group whose people you want to hear, and see what comes by it."
SEVERAL = (
    "People may name several needs, and the caseload counts each person once: read the two side by side, not as parts of a "
    "whole."
)
NOT_TOLD = "Not told"
BACK_TO_GLANCE = "Your round at a glance"
TARGETS_OVERTAKEN = (
    "These targets were changed since you opened the page. What is aimed at now stands above each field; what you typed is still "
    "in it. Keep it to put yours in its place."
)
ROUND_TARGETS = "What the round aims at"
TARGETS_STAY = "The round is over, so what it aimed at stays as it was. Set targets for the next round on its own page."
BACK_TO_PLACES = "All your rounds"


def days(asking_opens: datetime, closes: datetime, window: Window, now: datetime) -> str:
    """How long a round has still to go."""
    if window is Window.NOT_YET:
        return f"Opens in {_days(asking_opens - now)}"
    if window is Window.OPEN:
        return f"{_days(closes - now)} left"
    return "Closed; what was begun may be finished today" if window is Window.GRACE else "Closed"


def _days(left: timedelta) -> str:
    number = max(1, -(-int(left.total_seconds()) // 86_400))
    return "1 day" if number == 1 else f"{number} days"


def people(number: int | None) -> str:
    """How many have answered."""
    return FEW if number is None else f"{number:,} or more"


def of_target(number: int | None, target: int) -> str:
    """How far that is."""
    if number is None:
        return f"of {target:,} aimed at"
    if number >= target:
        return f"of {target:,} aimed at: reached"
    return f"of {target:,} aimed at, {target - number:,} or fewer to go"


def aims_at(found: Aimed, own: int) -> str:
    """What a round aims at now and by whose word, and how many councils aim at something else."""
    said = f"Now {found.people:,}, {found.source}."
    if not own:
        return said
    return f"{said} {own} {'council has' if own == 1 else 'councils have'} set a target of their own, which stays."


def of_caseload(number: int | None, caseload: Caseload | None) -> str:
    """The response rate, as closely as tens tell it."""
    if caseload is None:
        return NO_CASELOAD
    if caseload.people is None:
        return CASELOAD_UNKNOWN
    whole = f"of {caseload.people:,} ({caseload.period})"
    if number is None or not caseload.people:
        return f"Not known yet, {whole}"
    low, high = (round(100 * min(1, count / caseload.people)) for count in (number, number + 9))
    if high == 0:
        return f"Under 1 in 100 {whole}"
    return f"About {high} in 100 {whole}" if low == high else f"{low} to {high} in 100 {whole}"


def expected(found: Forecast) -> str:
    """How many there will be by the end."""
    match found:
        case Expected(low=low, high=high):
            return f"{low:,} to {high:,} by the end, if answers go on coming as they have"
        case TooEarly():
            return "Too early to say: it takes a week, and 20 answers"
        case Over():
            return ""


def week(found: Week) -> str:
    """What the last seven days brought."""
    if found.more is None:
        return "Not known yet" if found.since is None else f"Not known: figures are kept since {_day(found.since)}"
    return f"{found.more:,} more" if found.more else "Fewer than 10 more"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def tally(one: Tally) -> str:
    """One way in with its number."""
    return f"{one.label}: {people(one.people).lower()}"


def benchmark(found: Benchmark) -> str:
    """Whether the rest of the country can be seen, and what opens it."""
    match found:
        case Opened():
            return "Open"
        case TooFewAnswers(target=target):
            return f"Locked until {target:,} have answered"
        case _:
            return "Locked until three other councils have answers to show"


def next_not_open(day: str) -> str:
    """Before the round."""
    return f"The round opens on {day}. Until then choose your own questions, and say what you aim at."


def next_hand_out(title: str) -> str:
    """Nobody, or next to nobody, has answered."""
    return f"Hand out the link to “{title}”: fewer than ten people have answered it so far."


def next_behind(title: str, high: int, target: int) -> str:
    """Out of reach at this pace."""
    return (
        f"“{title}” will have {high:,} answers at most if they go on coming as they have, and you aim at {target:,}. See who "
        "is not heard yet, and pass the link on there."
    )


def next_who(title: str) -> str:
    """On its way."""
    return f"Answers to “{title}” are coming in. See who is not heard yet, and pass the link on there."


NEXT_RESULTS = "Every target is reached. Look at your results, and talk about them with those who answered."
NEXT_CLOSED = "The round has closed. Look at your results, and talk about them with those who answered."


def not_heard(title: str, area: str) -> str:
    """The heading of the page."""
    return f"{area}: who are we not hearing? {title}"


def attribute(found: Heard) -> str:
    """What a table compares."""
    return BY[Attribute(found.match.attribute)]


def lacking(title: str, counts: Counts | None, attribute: Attribute, why: Lack) -> str:
    """What cannot be compared, why, and what to do."""
    match why:
        case Lack.NOBODY_COUNTS:
            return (
                f"Nobody publishes how many people in a council could answer “{title}”, so it cannot be said which of them are "
                f"missing. {BY_LINKS}"
            )
        case Lack.NOT_ASKED:
            return f"{BY[attribute]}: “{title}” does not ask this, so it cannot be said who is missing. {BY_LINKS}"
        case Lack.NOT_LOADED:
            file = FILES.get((counts, attribute), OTHER_FILE) if counts else OTHER_FILE
            return (
                f"{BY[attribute]}: no published figures are loaded. Ask whoever runs this portal to load {file} with "
                "manage.py load_caseload."
            )
        case Lack.TOO_FEW:
            return f"{BY[attribute]}: too few have answered to say anything. Hand the links out first."


def count(number: int | None) -> str:
    """A figure, or that it is not told."""
    return NOT_TOLD if number is None else f"{number:,}"


def percent(number: int | None) -> str:
    """A share."""
    return "" if number is None else f"{number}%"


def gap(row: Row) -> str:
    """How a group's share of the answers lies beside its share of the caseload."""
    if row.gap is None:
        return "We cannot say"
    if abs(row.gap) < 3:
        return "As in the caseload"
    return f"{abs(row.gap)} points {'more' if row.gap > 0 else 'fewer'} than in the caseload"


def finding(found: Heard) -> str:
    """The finding as a heading."""
    told = [row for row in found.rows if row.gap is not None]
    if not told:
        return f"{attribute(found)}: too few answers to say yet"
    least = min(told, key=lambda row: row.gap or 0)
    if (least.gap or 0) > -3:
        return f"{attribute(found)}: no group is heard much less than it is there"
    return f"{attribute(found)}: least heard beside the caseload: {least.label}"


def alike(found: Heard) -> str:
    """How alike the groups answered."""
    if found.alike is None:
        return ""
    low, high = found.alike.interval.low, found.alike.interval.high
    return (
        f"How alike the groups answered: {found.alike.unbiased:.2f} on a scale from 0 to 1, where 1 means that every group "
        f"answered as often as the others (R-indicator; {low:.2f} to {high:.2f} with 95% confidence)."
    )


def next_ten(now: float, then: float, number: int) -> str:
    """What ten more answers buy."""
    return (
        f"With about {number:,} answers, a share of two thirds is known to within {100 * now:.0f} points either way. With "
        f"ten more it is {100 * then:.1f} in place of {100 * now:.1f}."
    )


def detectable(up: float | None, down: float | None) -> str:
    """The smallest difference that would be found."""
    found = [one for one in (up, down) if one is not None]
    if not found:
        return ""
    return (
        f"Between you and another council of as many answers, a difference of less than about "
        f"{100 * min(found):.0f} points would mostly not be found."
    )
