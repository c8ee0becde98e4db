"""What may be concluded: an analysis plan as data, run over protected tables in one pass, gives one frozen value."""

from poet.findings.canonical import dump
from poet.findings.declared import Declared, declared
from poet.findings.load import load, parse
from poet.findings.material import Material, Round
from poet.findings.model import Findings, Group, Joined, Line, State, Tested, TestsMade
from poet.findings.outside import outside
from poet.findings.plan import Grouping, Level, Plan, Reports
from poet.findings.run import run
from poet.findings.tables import release
from poet.findings.text import text

__all__ = [
    "Declared",
    "Findings",
    "Group",
    "Grouping",
    "Joined",
    "Level",
    "Line",
    "Material",
    "Plan",
    "Reports",
    "Round",
    "State",
    "Tested",
    "TestsMade",
    "declared",
    "dump",
    "load",
    "outside",
    "parse",
    "release",
    "run",
    "text",
]
