"""The questionnaire on paper, from the same definition: numbered, tickable, with a code on every side."""

from poet.paper.code import FormCode, read
from poet.paper.sheets import LARGE, STANDARD_SIZE, Box, Print, boxes, sheets

__all__ = ["LARGE", "STANDARD_SIZE", "Box", "FormCode", "Print", "boxes", "read", "sheets"]
