"""What is asked: questionnaires as data, parsed once into frozen values."""

from poet.instrument.faults import Fault, Refused
from poet.instrument.load import load, parse
from poet.instrument.model import (
    NOT_UNDERSTOOD,
    Condition,
    Instrument,
    Item,
    Kind,
    Option,
    Section,
    SectionKind,
    Side,
    Unit,
    Variant,
    worded,
)

__all__ = [
    "NOT_UNDERSTOOD",
    "Condition",
    "Fault",
    "Instrument",
    "Item",
    "Kind",
    "Option",
    "Refused",
    "Section",
    "SectionKind",
    "Side",
    "Unit",
    "Variant",
    "load",
    "parse",
    "worded",
]
