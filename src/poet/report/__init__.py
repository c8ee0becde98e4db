"""What is told: reports as values, made from protected figures; how they look is the next room's."""

from poet.report.acting import Finding, findings
from poet.report.kind import kinds
from poet.report.local import local, overall
from poet.report.model import Report
from poet.report.printed_again import tells_by_background, with_backgrounds
from poet.report.scope import About, Approved, Chosen, Done, Earlier, Formerly, Other
from poet.report.waves import MOST as MOST_ROUNDS

__all__ = [
    "MOST_ROUNDS",
    "About",
    "Approved",
    "Chosen",
    "Done",
    "Earlier",
    "Finding",
    "Formerly",
    "Other",
    "Report",
    "findings",
    "kinds",
    "local",
    "overall",
    "tells_by_background",
    "with_backgrounds",
]
