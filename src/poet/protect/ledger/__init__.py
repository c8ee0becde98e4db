"""What was issued, kept so that every later release can be held against it: an append-only chain of entries."""

from poet.protect.ledger.chain import Backdated, Broken, LedgerBroken, chained, is_before, verified
from poet.protect.ledger.file import FileLedger, Ledger, MemoryLedger, Overtaken
from poet.protect.ledger.lines import Line, line_of, read_line
from poet.protect.ledger.model import (
    BEGINNING,
    After,
    Cell,
    Draft,
    Entry,
    Population,
    Printed,
    Question,
    Respondents,
    Rule,
    Structure,
    Waves,
)

__all__ = [
    "BEGINNING",
    "After",
    "Backdated",
    "Broken",
    "Cell",
    "Draft",
    "Entry",
    "FileLedger",
    "Ledger",
    "LedgerBroken",
    "Line",
    "MemoryLedger",
    "Overtaken",
    "Population",
    "Printed",
    "Question",
    "Respondents",
    "Rule",
    "Structure",
    "Waves",
    "chained",
    "is_before",
    "line_of",
    "read_line",
    "verified",
]
