"""An extract of records as CSV, with its licence in a file beside it."""

from __future__ import annotations

import csv
import io

from poet.draw.counts_csv import plain
from poet.protect.microdata import Microdata


def draw(extract: Microdata) -> str:
    """The records as CSV text; a cell that a spreadsheet would run is put in words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(extract.columns)
    writer.writerows([plain(cell) for cell in row] for row in extract.rows)
    return out.getvalue()


def licence(extract: Microdata) -> str:
    """What stands beside the records: to whom they were given, for what, on what terms, and how they were hidden."""
    asked, hidden = extract.declaration, extract.hidden
    steps = "; ".join(f"{one.column}: step {step}" for one, step in zip(asked.identifying, hidden.steps, strict=True))
    return (
        f"Given to: {asked.researcher}\nFor: {asked.purpose}\nLicence: {asked.licence}\n"
        f"Approved by: {asked.approved_by}, {asked.dated}\n"
        f"Every combination of identifying values is shared by {hidden.k} people or more, who give {hidden.l} or more "
        f"different answers to each of: {', '.join(asked.sensitive)}.\n"
        f"Coarsened ({steps}). Records that could not be hidden were left out.\n"
        "Do not try to find out whose a record is, do not join it with other data on people, do not pass it on, and "
        "publish no count of fewer than 10 people.\n"
    )
