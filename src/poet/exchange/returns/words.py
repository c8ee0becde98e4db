"""Every word that stands in exported returns beside the answers."""

from __future__ import annotations

AREA, MONTH, WORDING, FACE, LANGUAGE = "area", "month", "wording", "face", "language"
ABOUT = {
    AREA: "Area, by its GSS code",
    MONTH: "Month in which the answers came in",
    WORDING: "Wording of the questionnaire",
    FACE: "Face in which the questions were asked",
    LANGUAGE: "Language in which the questions were asked",
}
CHOSEN, NOT_CHOSEN, NO_ANSWER = "chosen", "not chosen", "No answer"
CODEBOOK_HEAD = ("column", "item", "label", "question", "measure", "value", "code", "meaning", "missing")
MISSING, NO_MISSING = "yes", ""
LEFT_OUT = "not in this file"
COMMENT = "Comments are read by named people and are in no export."
MADE_UP = "Made-up data: nothing here was said by a real person."
TOO_LARGE = "A workbook holds at most {most:,} cells, and these returns have {cells:,}. Choose CSV, SPSS or Parquet."
DATA, CODES = "returns", "code book"
