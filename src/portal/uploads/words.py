"""Every sentence said about a table that is handed in, each with what to do next."""

from __future__ import annotations

UPLOADS = "Upload answers"
NO_UPLOADS = "No table yet. Choose a questionnaire below, and take its template."
SEARCH_HINT = "A part of the name of a council or of a round."
NOT_FOUND = "Nothing has this in its name. Try a shorter part of it."
NO_PLACES = "Nothing is asked in your areas now. Come back when a round has opened."
NO_FILE = "Choose the file with the answers first."
NOT_OPEN = "The round is not open. Tables are taken in from its first day to a day after its last."
LEFT = (
    "The council has left this round, so nothing more is taken in for it. Discard the table; what was stored before stays. "
    "Ask the national team if this is a mistake."
)
AGAIN = "This very file was handed in already on this page. Look at that one; if you have mended it, save it and choose it again."
AGAIN_ELSEWHERE = (
    "This very file was handed in already by the council, or by another organisation that helps it. Nothing is taken in twice: "
    "there is nothing for you to do. Ask the council if you think that this is a mistake."
)
SAME_ANSWERS = (
    "The same answers are stored already, from another file. Nothing is stored twice: discard this table, or let whoever "
    "handed in the other one take it back first."
)
CHANGED = "The questionnaire has changed since the table was checked. Hand the file in again."
NOT_READY = (
    "This table cannot be stored: it has been stored, discarded or is still being checked. It stands here as it is now."
)
NOT_UNDONE = "A table can be taken back while the round is open. Ask the national team."
BROKEN = "The file could not be checked. Save it as .xlsx or as 'CSV UTF-8' and hand it in again; tell us if it happens twice."
FAULTS = "Nothing is stored. Mend the table and hand it in again."


def too_large(most: int) -> str:
    """A file with too many bytes."""
    return f"The file is larger than {most // 2**20} MB. Hand it in as CSV, or in several parts."


def asks(area: str, title: str, asking: str) -> str:
    """A questionnaire whose answers can be handed in."""
    return f"{area}: {title} ({asking})"
