"""A council's own returns as data: one row a response, in the formats that analysts use, with a code book."""

from poet.exchange.returns.columns import Column, Measure, Record, columns
from poet.exchange.returns.describing import codebook, csvw
from poet.exchange.returns.formats import FORMATS, Format, TooLarge

__all__ = ["FORMATS", "Column", "Format", "Measure", "Record", "TooLarge", "codebook", "columns", "csvw"]
