"""The questionnaire on paper, from the same definition: numbered, tickable, with a code on every side."""

from poet.paper.code import FormCode, read
from poet.paper.poster import Poster, languages, poster, square
from poet.paper.sheets import LARGE, STANDARD_SIZE, Box, Print, boxes, sheets

__all__ = [
    "LARGE",
    "STANDARD_SIZE",
    "Box",
    "FormCode",
    "Poster",
    "Print",
    "boxes",
    "languages",
    "poster",
    "read",
    "sheets",
    "square",
]
