"""Model outputs are outside the reach of the proof of counts: whatever shows one is named here, and says what makes it safe."""

from __future__ import annotations

import ast
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from msgspec import Struct

from poet.protect import ModelOutput
from poet.report import Report

SRC = Path(__file__).parents[2] / "src"
# What makes model outputs, or brings them: whoever imports it may show one.
MAKERS = (
    "poet.associate",
    "poet.findings.area_models",
    "poet.findings.models",
    "poet.findings.people_models",
    "poet.findings.run",
    "poet.findings.vocabulary",
    "poet.protect.output",
)
NAMES = {"poet.findings": {"run", "Material", "outside"}, "poet.protect": {"ModelOutput", "let_out"}}
# Where the portal shows a model output, and what holds it.
NAMED = {
    "portal.analyses.running": "the ledger entry of its tables names each model with its least sizes, by poet.findings.outside",
    "portal.overview.hearing": "made of shown figures and the published caseload alone, let out by poet.protect.let_out",
    "portal.overview.hearing_page": "what that module lets out, in words",
}


def module(file):
    return ".".join(file.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


def brings(source):
    """What a module imports that may bring model outputs."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if is_maker(one.name))
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {one.name for one in node.names}
            if is_maker(node.module):
                yield node.module
            yield from (f"{node.module}.{one}" for one in names & NAMES.get(node.module, set()))
            yield from (f"{node.module}.{one}" for one in names if is_maker(f"{node.module}.{one}"))


def is_maker(name):
    return any(name == one or name.startswith(f"{one}.") for one in MAKERS)


def found_in(*rooms):
    files = [file for room in rooms for file in sorted((SRC / room).rglob("*.py"))]
    assert len(files) > 5
    return {module(file) for file in files if any(brings(file.read_text("utf-8")))}


def test_the_portal_shows_model_outputs_only_where_they_are_named():
    assert found_in("portal") == set(NAMED)


def test_reports_and_what_draws_them_reach_no_model_output():
    assert found_in("poet/report", "poet/draw") == set()


@pytest.mark.parametrize(
    "source",
    [
        "from poet.associate.odds import ProportionalOdds",
        "import poet.associate",
        "from poet import associate",
        "from poet.protect import Shown, let_out",
        "from poet.findings import run",
        "def late():\n    from poet.findings.models import across_areas",
    ],
)
def test_whoever_brought_one_would_be_seen(source):
    assert list(brings(source))


@dataclass
class WithOne:
    figures: tuple[ModelOutput[float] | str, ...]


def reached(kind, seen):
    """All types that a value may hold, whatever holds them."""
    if kind in seen:
        return
    seen.add(kind)
    for one in get_args(kind):
        reached(one, seen)
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Struct)):
        for one in get_type_hints(kind).values():
            reached(one, seen)


@pytest.mark.parametrize(("kind", "holds"), [(Report, False), (WithOne, True)])
def test_no_value_of_a_report_can_hold_a_model_output(kind, holds):
    seen: set[object] = set()
    reached(kind, seen)
    assert len(seen) > (30 if kind is Report else 3)
    assert (ModelOutput in {getattr(one, "__origin__", one) for one in seen}) is holds
