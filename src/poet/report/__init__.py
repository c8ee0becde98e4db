"""What is told: reports as values, made from protected figures; how they look is the next room's."""

from poet.report.acting import Finding, findings
from poet.report.kind import kinds
from poet.report.local import local, overall
from poet.report.model import Report
from poet.report.scope import About, Approved, Done, Earlier

__all__ = ["About", "Approved", "Done", "Earlier", "Finding", "Report", "findings", "kinds", "local", "overall"]
