"""Raw counts become protected tables here: the only door out of the analysis.

What plans and proves a whole release stands in `release` and `drafting` and is imported from there: it loads scipy, which
whoever only reads a table need not wait for.
"""

from poet.protect.door import protect
from poet.protect.ladder import best_first, on_side
from poet.protect.ledger import Population, Structure, Waves
from poet.protect.live import as_told, of_everybody
from poet.protect.model import (
    Grain,
    NumberTable,
    OptionTable,
    Part,
    Protected,
    Release,
    Shown,
    Table,
    TextTable,
    Why,
    Withheld,
    minus,
)
from poet.protect.output import Behind, ModelOutput, let_out
from poet.protect.policy import Audience, Opening, Policy
from poet.protect.publishing import STANDARD, STANDARD_POLICIES, load_policy, parse_policy, published
from poet.protect.refresh import may_refresh, refreshed
from poet.protect.tally import STEP, tally, tens

__all__ = [
    "STANDARD",
    "STANDARD_POLICIES",
    "STEP",
    "Audience",
    "Behind",
    "Grain",
    "ModelOutput",
    "NumberTable",
    "Opening",
    "OptionTable",
    "Part",
    "Policy",
    "Population",
    "Protected",
    "Release",
    "Shown",
    "Structure",
    "Table",
    "TextTable",
    "Waves",
    "Why",
    "Withheld",
    "as_told",
    "best_first",
    "let_out",
    "load_policy",
    "may_refresh",
    "minus",
    "of_everybody",
    "on_side",
    "parse_policy",
    "protect",
    "published",
    "refreshed",
    "tally",
    "tens",
]
