"""Raw counts become protected tables here: the only door out of the analysis."""

from poet.protect.door import protect
from poet.protect.ladder import best_first, on_side
from poet.protect.model import (
    Grain,
    NumberTable,
    OptionTable,
    Part,
    Protected,
    Shown,
    Table,
    TextTable,
    Why,
    Withheld,
    minus,
)
from poet.protect.output import Behind, ModelOutput, let_out
from poet.protect.policy import STANDARD, Policy
from poet.protect.release import Release

__all__ = [
    "STANDARD",
    "Behind",
    "Grain",
    "ModelOutput",
    "NumberTable",
    "OptionTable",
    "Part",
    "Policy",
    "Protected",
    "Release",
    "Shown",
    "Table",
    "TextTable",
    "Why",
    "Withheld",
    "best_first",
    "let_out",
    "minus",
    "on_side",
    "protect",
]
