"""The formats in which questionnaires come and go: a new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from poet.exchange import ddi, fhir, surveyjs, xlsform
from poet.exchange.carrying import Brought, Carried
from poet.instrument import Instrument


@dataclass(frozen=True, slots=True)
class Format:
    """One format: the end of its files' names, how a questionnaire is written in it and how it is read."""

    suffix: str
    carried: Callable[[Instrument], Carried]
    brought: Callable[[bytes, str], Brought]


FORMATS = {
    "xlsform": Format(".xlsx", xlsform.carried, xlsform.brought),
    "fhir": Format(".fhir.json", fhir.carried, fhir.brought),
    "ddi": Format(".ddi.xml", ddi.carried, ddi.brought),
    "json": Format(".survey.json", surveyjs.carried, surveyjs.brought),
}


def guessed(file: PurePath, data: bytes) -> str:
    """The format of a file by the end of its name and, for JSON, by what FHIR always says of itself."""
    usual = {".xlsx": "xlsform", ".xlsm": "xlsform", ".xml": "ddi"}
    return usual.get(file.suffix.lower(), "fhir" if b'"resourceType"' in data else "json")
