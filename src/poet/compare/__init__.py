"""One area beside its comparators: the rest is always everybody minus the area itself."""

from poet.compare.funnel import Funnel, funnel, predictive_funnel
from poet.compare.newcombe import newcombe
from poet.compare.rest import Beside, beside_rest

__all__ = ["Beside", "Funnel", "beside_rest", "funnel", "newcombe", "predictive_funnel"]
