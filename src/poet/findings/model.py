"""Findings: everything that a plan found, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from poet.compare import (
    Change,
    Difference,
    GroupDifference,
    NotTested,
    Run,
    Triangulation,
)
from poet.measure import Caveat, Estimate, NotEstimable, Numbers
from poet.protect import ModelOutput, Withheld

Figure = Estimate | Numbers | Difference | GroupDifference | Change | Run | Triangulation | ModelOutput[Any]
Outcome = Figure | Withheld | NotEstimable | NotTested


class State(StrEnum):
    """What a line came to: every one of them is a result."""

    FOUND = "found"
    WITHHELD = "withheld"
    NOT_ESTIMABLE = "not estimable"
    NOT_TESTED = "not tested"


@dataclass(frozen=True, slots=True)
class Tested:
    """A test among others. `in_family` adjusts its p for all `family_tests` of its family (Holm), `in_report` for all
    `report_tests` of the report (Benjamini and Hochberg)."""

    p: float
    family: str
    family_tests: int
    in_family: float
    report_tests: int
    in_report: float


@dataclass(frozen=True, slots=True)
class Line:
    """One result. `chapter` and `what` are the plan's words; `part` names an option, a subgroup or a stretch of time."""

    chapter: str
    level: str
    group: str
    item: str
    what: str
    part: str
    state: State
    outcome: Outcome
    caveats: tuple[Caveat, ...]
    test: Tested | None


@dataclass(frozen=True, slots=True)
class TestsMade:
    """How many tests the plan asked for in one report, and how many of them could be made."""

    report: str
    asked: int
    made: int


@dataclass(frozen=True, slots=True)
class Group:
    """Who answered."""

    level: str
    name: str
    respondents: int | Withheld


@dataclass(frozen=True, slots=True)
class Joined:
    """Answers to a question that are told together in a group, as each alone would tell too much: under which name."""

    level: str
    group: str
    question: str
    name: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a plan found in a release. Digests name the very plan and questionnaire; `proved` says that the tables were
    audited and not only planned by rule; `missing` says what the plan asked for and nothing was given for; `joined` which
    answers are told together where."""

    plan: str
    title: str
    plan_digest: str
    instrument: str
    instrument_digest: str
    policy: str
    proved: bool
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    tests: tuple[TestsMade, ...]
    missing: tuple[str, ...]
    joined: tuple[Joined, ...] = ()


def state(outcome: Outcome) -> State:
    """What an outcome came to."""
    return _STATES.get(type(outcome), State.FOUND)


_STATES: dict[type, State] = {
    Withheld: State.WITHHELD,
    NotEstimable: State.NOT_ESTIMABLE,
    NotTested: State.NOT_TESTED,
}
