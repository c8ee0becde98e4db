"""What may be said to an item, and the words when it may not."""

from poet.answers.cells import LONGEST_COMMENT, MANY_MARK, codes, hear, hear_number, offered, together
from poet.answers.refusals import MOST_TOLD, NotAccepted, Refusal, capped
from poet.answers.sheet import Sheet, SheetColumn, sheet_of

__all__ = [
    "LONGEST_COMMENT",
    "MANY_MARK",
    "MOST_TOLD",
    "NotAccepted",
    "Refusal",
    "Sheet",
    "SheetColumn",
    "capped",
    "codes",
    "hear",
    "hear_number",
    "offered",
    "sheet_of",
    "together",
]
