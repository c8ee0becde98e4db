"""Every sentence said about keeping and erasing, each with what to do next."""

from __future__ import annotations

KEPT = "Kept"
ROUNDS_KEPT = "Keeping and erasing"
ALL_ERASED = "Everything is erased."
DAYS = "Enter a number of days from 1 to 3,650 in each field."
NOT_DUE = "This is not due yet. Change the schedule first if it is to go earlier."
NOTHING = "There is nothing of it left to erase."
NOT_ASKED = "Nobody has asked for this, or it is done. It stands here as it is now."
CHANGED = "What would be erased has changed since it was asked for. Look at it again, and ask anew."
PHRASE = "Type the phrase exactly as it stands, or let somebody else who may erase press the button."
FEW = "fewer than 10"
OFFICE = {
    "controller": "The data controller",
    "officer": "The data protection officer, and how to reach them",
    "basis": "The lawful basis",
}
GAP = "STILL TO BE FILLED IN: "


def phrase(what: str, slug: str) -> str:
    """What is typed by whoever confirms what they asked for themselves."""
    return f"erase {what} of {slug}"


def days_kept(what: str) -> str:
    """The name of the field that says how long something is kept."""
    return f"{what}: days after the round has closed"


def not_before(day: str) -> str:
    """That nothing of a round is due yet."""
    return f"Nothing before {day}"


def due_now(what: str) -> str:
    """What of a round may be erased."""
    return f"Due: {what[:1].lower()}{what[1:]}"


def asked_for(what: str) -> str:
    """What of a round somebody has asked to erase, and nobody has confirmed."""
    return f"Waits for somebody to confirm: {what[:1].lower()}{what[1:]}"


def about(number: int) -> str:
    """How many, where it is not so few that it tells of somebody."""
    return FEW if 0 < number < 10 else f"{number:,}"


def notice_of(round_name: str, area: str) -> str:
    """The heading of a privacy notice."""
    return f"Privacy: {round_name} in {area}"
