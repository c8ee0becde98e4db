"""A small named world for the tests: Anyshire, Othershire, Nowhere, and answers drawn as tables."""

from __future__ import annotations

from poet.answers import sheet_of
from poet.frame import Frame, frame
from poet.instrument import Instrument, parse

FORM = parse(
    """
    id = "world"
    version = "1"
    title = "A small form"
    respondents = "people"
    [[scales]]
    id = "often"
    options = [
      { code = "mostly", text = "Mostly", side = "favourable" },
      { code = "sometimes", text = "Sometimes", side = "neutral" },
      { code = "never", text = "Never", side = "unfavourable" },
      { code = "dont-know", text = "Don't know", apart = true },
    ]
    [[sections]]
    id = "all"
    title = "All"
    kind = "process"
    [[items]]
    id = "heard"
    section = "all"
    kind = "one"
    scale = "often"
    ask = "I was heard."
    [[items]]
    id = "helpers"
    section = "all"
    kind = "many"
    ask = "Who helped?"
    options = [
      { code = "family", text = "Family" },
      { code = "school", text = "School" },
      { code = "nobody", text = "Nobody", alone = true },
    ]
    [[items]]
    id = "age"
    section = "all"
    kind = "number"
    unit = "years"
    high = 25
    ask = "How old?"
    [[items]]
    id = "words"
    section = "all"
    kind = "text"
    ask = "Anything else?"
    """,
    "world.toml",
)


def rows(drawn: str) -> dict[str, list[str]]:
    """Columns of cells from a drawn table: names in the first line, blanks between cells, a dot for an empty one."""
    head, *lines = [line.split() for line in drawn.strip().splitlines()]
    cells = [["" if cell == "." else cell for cell in line] for line in lines]
    return {name: [line[place] for line in cells] for place, name in enumerate(head)}


def said(drawn: str, *, form: Instrument = FORM, by: str = "area") -> Frame:
    """The frame of a drawn table of answers."""
    return frame(form, sheet_of(rows(drawn)), area_column=by).frame
