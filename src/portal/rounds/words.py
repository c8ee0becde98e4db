"""Every sentence said about opening a round, each with what to do next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from portal.pages import on_day
from portal.rounds.models import Round, State, Window

if TYPE_CHECKING:
    from portal.rounds.lifecycle import Do


def two_versions() -> str:
    """Two versions of one form in one round."""
    return (
        "A round asks one version of a questionnaire, so that its answers can be counted together. Choose one of them."
    )


def closes_first() -> str:
    """A round that closes before it opens."""
    return "The round closes before it opens. Give it a closing time after its opening time."


def begun(area: str) -> str:
    """Questions can no longer be chosen."""
    return (
        f"Somebody in {area} has answered already, so the questions stay as they are: everybody in a round is asked the "
        "same. Choose other questions in the next round."
    )


def not_taking_part(area: str, title: str) -> str:
    """A choice for what is not asked there."""
    return f"{area} does not ask “{title}” in this round. Choose a questionnaire that it asks."


OWN_QUESTIONS = "Your own questions"
MOST_LISTED = 200
FIXED = "Answers have come in, so it stays as it is"
ROUND_OVERTAKEN = (
    "This round was changed since you opened the page. What stands now is above; what you typed is still below. Save it to "
    "put yours in its place."
)
CHANGED_MEANWHILE = (
    "Somebody has changed the questions since you opened this page, or the button was pressed twice. They stand here as "
    "they are now: press again if something is missing."
)
NOTHING_SUITS = "The bank has no questions for this questionnaire yet. The national team can add some."


def own_questions(area: str, title: str) -> str:
    """The heading of the page on which an area chooses."""
    return f"{area}: your own questions in “{title}”"


def asks(area: str, title: str, asking: str) -> str:
    """A questionnaire that an area asks in a round."""
    return f"{area}: {title} ({asking})"


def chosen(number: int) -> str:
    """How many questions an area has added."""
    return {0: "No questions of your own", 1: "One question of your own"}.get(number, f"{number} questions of your own")


def left(number: int) -> str:
    """How many may still be added."""
    if number <= 0:
        return "You have chosen ten questions, and no more can be added. Remove one to make room."
    return f"You may add {number} more. They are asked after the questions that every council asks, in this order."


# ---- Taking part ----
NOT_YOURS_TO_DO = "This is for somebody of the area itself, or for the national team. Ask one of them to do it."
OVERTAKEN = "Somebody has done something about this round since you opened this page. It stands here as it is now."
PROMISE_EVERYTHING = (
    "To take part, a council agrees to each promise. Tick them all, or talk to the national team about the one that does "
    "not suit you."
)


def not_now(do: Do, state: State, window: Window) -> str:
    """A step that does not fit."""
    del do
    if window in {Window.CLOSED, Window.GRACE}:
        return "The round has closed, so this can no longer be done. Look for the next round in the list."
    return f"This cannot be done now: the area is “{State(state).label.lower()}”. The page says what can be done next."


def has_ended(name: str, on: str, followers: Collection[str]) -> str:
    """An area that is no council any more when the round opens."""
    now = f" Its ground is now that of {' and '.join(followers)}; each takes part for itself." if followers else ""
    return f"{name} ended as a council on {on}, before this round opens, so it takes no part in it.{now}"


def asked_twice(other: Round) -> str:
    """An area that is in another round already."""
    return (
        f"Your area takes part in “{other.name}” at the same time, and it asks the same questionnaire. Nobody should be "
        "asked twice. Withdraw from that round first, or choose one that begins later."
    )


# ---- The calendar of rounds ----
ROUND_WITHOUT_A_NAME = "Give the round a name that people will know it by, like “Autumn 2026”."
ROUND_WITHOUT_QUESTIONNAIRE = "Choose at least one questionnaire."
SPAN_MISSING = "Choose how long the round lasts."
YEAR_MISSING = "Choose the academic year."
TERM_MISSING = "Choose the term."
DAY_MISSING = "Enter the day, like 28 9 2026."
CLOSES_IN_THE_PAST = "The last day is over already. Choose a later one."
OPENS_IN_THE_PAST = "The first day has begun already. Choose a later one, or open the round now."
ONLY_LATER = (
    "People were told that they have until then, so an open round can only end later. To end it now, use the button on "
    "the page of the round."
)
NOT_WAITING = "The round is open already, or has closed."
NOT_OPEN = "The round is not open, so it cannot be closed."
NO_SUCH_MOMENT = "The clocks go forward over this moment. Choose the day before or after."
_NAMED = {
    "opens": "the first day", "closes": "the last day", "versions": "the questionnaires", "span": "how long it lasts",
    "repeats": "how often people are asked", "invites_at_once": "who may take part", "year": "the year",
    "term": "the term", "name": "the name",
}  # fmt: skip


def name_again(name: str) -> str:
    """A second round of one name."""
    return f"There is a round called “{name}” already. Give this one another name."


def fixed(fields: list[str]) -> str:
    """What can no longer change."""
    named = [_NAMED[one] for one in fields]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"{listed.capitalize()} can no longer change: people or councils were told already. Make a new round for it."


def areas_asked_twice(found: list[tuple[str, str]]) -> str:
    """Areas that would be in two rounds at once."""
    listed = ", ".join(f"{area} (in “{other}”)" for area, other in found[:5])
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    return (
        f"At that time another round asks the same questionnaire in {listed}{more}. Nobody should be asked twice: choose "
        "days before or after it."
    )


def named(field: str) -> str:
    """A field of a round, as people call it."""
    return _NAMED[field]


CALENDAR = "Rounds"
NEW_ROUND = "Plan a round"
CHOOSE = "Choose"
NO_YEAR, NO_TERM = "No academic year", "No term"
STANDS, LASTS, OPENS, CLOSES, ASKS = "It is", "How long it lasts", "Opens", "Closes", "Asks"
EACH_PERSON, WHO_JOINS, SUMMARIES = "Each person answers", "Who may take part", "Summaries of its terms"
WINDOWS = {
    Window.NOT_YET: "Not open yet",
    Window.OPEN: "Open",
    Window.GRACE: "Closed; what was begun may be finished within a day",
    Window.CLOSED: "Closed",
}
WHO_MAY_JOIN = {
    False: "Whoever is invited; a council that is interested waits for an invitation",
    True: "Every council; one that is interested is invited at once",
}
GROUPS_SETTLED = "kept which groups councils stand beside in its reports"


def own_choice(name: str) -> str:
    """What a group is called that has the name of a region."""
    return f"{name} (own choice)"


def moment(at: datetime) -> str:
    """A moment as people say it, in the zone it is given in."""
    return f"{on_day(at)}, {at:%H:%M}"


def term_ends(name: str, last: date) -> str:
    """When a term's summary is made."""
    return f"{name}: answers until {on_day(last)}"


def what_stays(fields: list[str]) -> str:
    """What can no longer change about a round; empty where everything can."""
    if not fields:
        return ""
    said = [_NAMED[one] for one in fields]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"What cannot change any more, because people or councils were told: {listed}."
