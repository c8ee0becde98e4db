"""The questionnaire of the drawn tests in an outsider's hands."""

from __future__ import annotations

from poet.attack.files import READERS
from poet.attack.reading import Reader
from spec.test_protection import FORM

READER = Reader(FORM)
sheets, csv_sheets, as_issued = READER.sheets, READER.csv_sheets, READER.as_issued

__all__ = ["READER", "READERS", "as_issued", "csv_sheets", "sheets"]
