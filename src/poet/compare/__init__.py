"""One area beside its comparators: the rest is always everybody minus the area itself."""

from poet.compare.newcombe import newcombe
from poet.compare.rest import Beside, beside_rest

__all__ = ["Beside", "beside_rest", "newcombe"]
