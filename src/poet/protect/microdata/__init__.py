"""Records for research: refused until somebody declares who asks and what could point at a person, then hidden."""

from poet.protect.microdata.comments import COLUMN, Redacted, approved
from poet.protect.microdata.declaration import Declaration, Identifying, NotGiven, declared
from poet.protect.microdata.extract import Microdata, extract
from poet.protect.microdata.hiding import Hidden, hide
from poet.protect.microdata.log import first_broken, line
from poet.protect.microdata.steps import HIDDEN, steps

__all__ = [
    "COLUMN",
    "HIDDEN",
    "Declaration",
    "Hidden",
    "Identifying",
    "Microdata",
    "NotGiven",
    "Redacted",
    "approved",
    "declared",
    "extract",
    "first_broken",
    "hide",
    "line",
    "steps",
]
