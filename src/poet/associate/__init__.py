"""Process with outcome, people with their area: what needs single answers, let out only as a model's result.

Each function here takes a frame and lets out a model's result, or says why there is none. The pure functions behind them,
on plain arrays, stand in the module of each method; docs/reference/methods.md lists both with their definitions.
"""

from poet.associate.dose import by_conditions_met
from poet.associate.fair import BROUGHT, caseload_share, fair_share
from poet.associate.halo import across_raters, beyond_halo
from poet.associate.health import instrument_health
from poet.associate.hearing import who_is_heard
from poet.associate.importance import importance_of_conditions
from poet.associate.odds import odds_between
from poet.associate.plain import Plain, where_met
from poet.associate.pooling import may_be_pooled, pooled_by
from poet.associate.released import Released
from poet.associate.scale import holds_together
from poet.associate.together import rising_together
from poet.associate.whole import Associations, associations
from poet.associate.without import without_condition

__all__ = [
    "BROUGHT",
    "Associations",
    "Plain",
    "Released",
    "across_raters",
    "associations",
    "beyond_halo",
    "by_conditions_met",
    "caseload_share",
    "fair_share",
    "holds_together",
    "importance_of_conditions",
    "instrument_health",
    "may_be_pooled",
    "odds_between",
    "pooled_by",
    "rising_together",
    "where_met",
    "who_is_heard",
    "without_condition",
]
