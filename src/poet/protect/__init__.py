"""Raw counts become protected tables here: the only door out of the analysis."""

from poet.protect.door import protect
from poet.protect.drafting import Occasion, drafted
from poet.protect.ladder import best_first, on_side
from poet.protect.ledger import Population, Structure, Waves
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
from poet.protect.policy import Audience, Policy
from poet.protect.publishing import STANDARD, STANDARD_POLICIES, load_policy, parse_policy, published
from poet.protect.refresh import may_refresh, refreshed
from poet.protect.release import Prepared, release

__all__ = [
    "STANDARD",
    "STANDARD_POLICIES",
    "Audience",
    "Behind",
    "Grain",
    "ModelOutput",
    "NumberTable",
    "Occasion",
    "OptionTable",
    "Part",
    "Policy",
    "Population",
    "Prepared",
    "Protected",
    "Release",
    "Shown",
    "Structure",
    "Table",
    "TextTable",
    "Waves",
    "Why",
    "Withheld",
    "best_first",
    "drafted",
    "let_out",
    "load_policy",
    "may_refresh",
    "minus",
    "on_side",
    "parse_policy",
    "protect",
    "published",
    "refreshed",
    "release",
]
