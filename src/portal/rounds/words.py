"""Every sentence said about opening a round, each with what to do next."""

from __future__ import annotations


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
