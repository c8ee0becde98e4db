"""Every sentence that drawing adds to a report: what the report itself says is written in `report`."""

from __future__ import annotations

from datetime import date

MADE_UP = "Made-up data"
MADE_UP_SENTENCE = "This report was made from made-up data. It describes no real person, family or service."
CONTENTS = "Contents"
ANNEX = "Annex: tables"
ABOUT = "About this report"
FIGURE = "Figure {number}"
TABLE = "Table {number}"
CONTINUED = "continued"
PART = "Part {part} of {parts}. {alt}"
PAGE = "Page {page} of {pages}"
SKIP = "Skip to the report"
INTERVAL = "95% interval"
LIMITS = "What chance alone brings"
FAVOURABLE = "Favourable answers"
REWORDED = "Asked in other words from here on"
NO_LINE = "Asked on another scale: no line"
MORE_ANSWERS = "More answers to the right"
AS_TABLE = "Figure {number} as a table"
ROW = "Row"
ANSWERED = "Answers"
SAID = "What was found"
NOT_SHOWN = "Not shown"
AREA = "Area"
DATE = "Date"
INSTRUMENT = "Questionnaire"
DIGEST = "Questionnaire digest"
POLICY = "Protection policy"
SOFTWARE = "Made with"
PUBLISHER = "Published by"
PUBLISHED = "Published on"
ADDRESS = "Where it stands"
SIGNED = "Digest of what was signed"
LICENCE = "Licence"
PICTURES = "Pictures"
APPROVED = "Approved by {by}, {day}"
NOTES = "Notes"
COVER = "Cover"
SHEET = "Worksheet"
SHEET_TITLE = "What it holds"
ONE_TABLE = "This worksheet contains one table."
SHORTHAND = "Some cells hold shorthand: the Notes worksheet explains it."
MARKS = (
    ("[c]", "withheld, to protect the people who answered"),
    ("[x]", "not available"),
    ("[z]", "not applicable"),
    ("[low]", "rounds to nought but is not nought"),
    ("[u]", "rests on few answers: use with care"),
)
HOW = "How this was made"
HOW_NOTE = "note {number}"
HOW_LABEL = "How this was made, note {number}"
HOW_INTRO = (
    "Each note names the figures that its sentence rests on. Intervals are 95% intervals, where the true figure may well lie: "
    "Wilson's method gives that of a share, Newcombe's that of a difference."
)
HOW_FIGURES = "The figures it rests on"
HOW_MORE = "Follow the note for the others."
BACK = "Back to the sentence of note {number}"
NOT_A_REPORT = "This is not a report that POET wrote: {why}. Make the report again, or open the file that was issued."

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def shown_date(day: str, language: str) -> str:
    """Return an ISO date as English writes it ("24 November 2026"); in other languages, or unread, as it came."""
    try:
        known = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{known.day} {_MONTHS[known.month - 1]} {known.year}" if language.startswith("en") else day
