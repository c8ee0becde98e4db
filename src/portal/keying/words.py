"""Every sentence said to whoever types paper in, each with what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BUNDLES = "Paper to type in"
NEW_BUNDLE = "A new bundle"
SEALED = (
    "In this round the paper is sealed: it goes to the national team unopened, and they type it in. You see the results, "
    "like those of all other answers. Send them what you were given."
)
TAKEN = "The bundle is closed: its answers are stored, and what was typed is gone."
NO_PLACES = "Nothing is asked in your areas now. Come back when a round has opened."
NO_BUNDLES = "No bundle yet. Choose a questionnaire below, count the sheets you have, and begin."
NOT_YET = "The round has not opened yet. Keep the paper until it does."
TOO_LATE = "Bundles of this round are no longer taken. Ask the national team before you destroy the paper."
LEFT = (
    "The council has left this round, so nothing more is taken in for it. Ask the national team what becomes of the paper; "
    "do not destroy it before."
)
SLIPPED = "This sheet was kept already. The next one stands below."
LABEL = "Give the bundle a name that stands on its cover, like “Box 3, returned by post”."
LABEL_LONG = "The name is too long. Use 80 letters or fewer."
COUNT = "Count the sheets and enter how many there are, from 1 to 5,000."
FACE = "Choose how the paper asks its questions: it stands on the foot of every side."
FULL = "As many sheets are typed as were counted. Close the bundle, or correct the count if there are more."
NOT_YOURS = (
    "You typed this sheet the first time. Somebody else must type it the second time, without seeing yours: that is "
    "how slips are found."
)
SEVERAL_IS_FOR_ONE = "Several answers may be given here. Type the numbers of all that are marked."
NOTHING = "Nothing"
CHOOSE_ONE = "Choose one of the two readings for every question, or type what stands on the paper."
MARK_WORDS: Mapping[str, str] = MappingProxyType({"*": "Several marks", "?": "Cannot be read"})
SEARCH_HINT = "A part of the name of a council or of a round."
NOT_FOUND = "Nothing has this in its name. Try a shorter part of it."
SETTINGS_KEPT = "Kept."
DAYS = "Enter a number of days from 0 to 365."


SHEET_OVERTAKEN = (
    "This sheet was typed again since you opened it. Where the two differ it is said at the field. Look at the paper, and "
    "keep the sheet to put yours in its place."
)
SHEET_GONE = "This sheet was removed since you opened it. If its paper is there, type it as the next sheet."
READ_BY_ANOTHER = (
    "Somebody else has typed this sheet a second time meanwhile. Nothing more is needed: go on with the next one."
)
READINGS_OVERTAKEN = (
    "One of the two readings was typed again since you opened the page. Look at them as they are now, and choose again."
)


def now_typed(said: str) -> str:
    """What somebody else typed in a field meanwhile."""
    return f"Typed meanwhile: {said}"


def paper_overtaken(sealed: bool, twice: bool, days: int) -> str:  # noqa: FBT001 (what stands, in the order it is kept)
    """Somebody changed how paper is dealt with, while the form lay open."""
    return (
        f"This was changed since you opened the page. It now says: {'sealed' if sealed else 'not sealed'}, typed "
        f"{'twice' if twice else 'once'}, {days} days. What you chose still stands below; keep it to put yours in its place."
    )


def no_such_number(said: str, most: int) -> str:
    """A number that no option has."""
    return (
        f"“{said[:20]}” is no number of an answer here. Type a number from 1 to {most}, * for several marks, or ? where it "
        "cannot be read."
    )


def no_such_numbers(said: str, most: int) -> str:
    """The same where several may be chosen."""
    return (
        f"“{said[:20]}” holds a number that no answer has. Type numbers from 1 to {most} with blanks between, or ? where it "
        "cannot be read."
    )


def kept(number: int, left: int) -> str:
    """A sheet is kept."""
    more = "That was the last one of the bundle." if left <= 0 else f"{left} to go."
    return f"Kept as sheet {number}. Write {number} in its corner. {more}"


def not_balanced(counted: int, typed: int) -> str:
    """The count and what was typed differ."""
    if typed < counted:
        return (
            f"You counted {counted} sheets, and {typed} are typed. Type the others, blank ones too; or, if you counted wrong, "
            "correct the count."
        )
    return (
        f"You counted {counted} sheets, and {typed} are typed. Look for one that was typed twice, or correct the count."
    )


def not_twice(number: int) -> str:
    """Sheets that nobody typed a second time."""
    sheets = "One sheet waits" if number == 1 else f"{number} sheets wait"
    return f"{sheets} to be typed a second time, by somebody else than the first time."


def not_settled(number: int) -> str:
    """Sheets that were read differently."""
    sheets = "One sheet was" if number == 1 else f"{number} sheets were"
    return f"{sheets} read differently by two people. Look at the paper and settle each difference."


def closed(stored: int, blank: int) -> str:
    """What became of a bundle."""
    nothing = f" {blank} said nothing." if blank else ""
    return f"{stored} of the sheets are stored as responses.{nothing}"


def begins(area: str, title: str, asking: str) -> str:
    """A questionnaire whose paper can be typed."""
    return f"{area}: {title} ({asking})"
