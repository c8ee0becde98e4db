"""What needs single answers: each function stands in the methods page, and none lets out anything but a model's result."""

import ast
import importlib
import typing
from pathlib import Path

import pytest

import poet.associate
from poet.associate.fair import BROUGHT, DECIDED
from poet.associate.whole import Associations
from poet.count import Counts, OptionCounts
from poet.frame import Frame
from poet.instrument import Kind, SectionKind
from poet.instrument.shelf import shelf
from poet.measure import NotEstimable
from poet.protect import ModelOutput, Withheld

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "src/poet/associate"
PAGE = (ROOT / "docs/reference/methods.md").read_text()
# How the room reads the frame: what they give back never leaves it, and nobody else may call them.
READING = {"cases", "coarse", "halves", "reading"}
LET_OUT = {ModelOutput, Withheld, NotEstimable}


def functions():
    """The public functions of the room itself, without those that take what it has
    read already."""
    for file in sorted(ROOM.glob("*.py")):
        module = ".".join(file.relative_to(ROOT / "src").with_suffix("").parts)
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and file.stem not in READING:
                taken = " ".join(ast.unparse(one.annotation) for one in node.args.args if one.annotation)
                if "Pair" not in taken and "Heard" not in taken:
                    yield f"{module}.{node.name}"


@pytest.mark.parametrize("name", poet.associate.__all__)
def test_every_public_name_of_the_room_stands_in_the_methods_page(name):
    assert f"`poet.associate.{name}`" in PAGE


@pytest.mark.parametrize("name", [*functions()])
def test_every_function_stands_in_the_methods_page(name):
    short = f"poet.associate.{name.rpartition('.')[2]}"
    exported = name.rpartition(".")[2] in poet.associate.__all__
    assert f"`{name}`" in PAGE or (exported and f"`{short}`" in PAGE)


@pytest.mark.parametrize("name", [*functions()])
def test_a_function_that_takes_a_frame_lets_out_only_model_results_or_why_not(name):
    module, _, function = name.rpartition(".")
    hints = typing.get_type_hints(getattr(importlib.import_module(module), function))
    given = hints.pop("return")
    if Frame in {part for hint in hints.values() for part in (hint, *typing.get_args(hint))}:
        assert let_out(given) <= LET_OUT


AREAS = sorted((ROOM / "areas").glob("*.py"))
COUNTED = {Counts, OptionCounts}


def of_areas():
    """The public functions on areas beside each other."""
    for file in AREAS:
        module = f"poet.associate.areas.{file.stem}"
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{module}.{node.name}"


def hints_of(name):
    module, _, function = name.rpartition(".")
    hints = typing.get_type_hints(getattr(importlib.import_module(module), function))
    return hints.pop("return"), hints


@pytest.mark.parametrize("name", [*of_areas()])
def test_a_function_on_areas_says_that_it_lets_out_a_model_result_only_where_let_out_may_refuse_it(name):
    given, _ = hints_of(name)
    kinds = let_out(given)
    assert ModelOutput not in kinds or Withheld in kinds


@pytest.mark.parametrize("name", [name for name in of_areas() if ".release.release_" in name])
def test_what_is_released_of_raw_counts_of_areas_is_a_model_result_or_why_there_is_none(name):
    given, _ = hints_of(name)
    assert let_out(given) == LET_OUT


def test_only_pure_figures_and_releases_are_made_of_raw_counts_of_areas():
    """Whatever else takes raw counts stays in the analysis: arrays of figures, no result for a reader."""
    takers = {name for name in of_areas() if COUNTED & kinds_within(hints_of(name)[1].values())}
    released = {name for name in takers if ModelOutput in let_out(hints_of(name)[0])}
    assert {name.rpartition(".")[2] for name in takers - released} == {"favourable_tallies"}


def kinds_within(hints):
    return {part for hint in hints for part in (hint, *typing.get_args(hint))}


def test_model_outputs_are_made_in_one_module_alone():
    """Whoever calls the class itself could leave the rule out: others call `let_out`, or make something of what it let out."""
    makers = {
        str(file.relative_to(ROOT / "src"))
        for file in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ModelOutput"
    }
    assert makers == {"poet/protect/output.py"}


def let_out(given):
    """The kinds of values in an annotation; those of a result by name, and of all associations, are looked into."""
    origin, parts = typing.get_origin(given), typing.get_args(given)
    if given is Associations:
        return LET_OUT
    if origin is None or origin is ModelOutput:
        return {origin or given}
    inner = [part for part in parts if part is not str]
    return set().union(*map(let_out, inner))


def test_all_associations_hold_nothing_else():
    parts = typing.get_type_hints(poet.associate.whole.Association) | typing.get_type_hints(
        poet.associate.whole.OutcomeExplained
    )
    assert {
        kind for name, hint in parts.items() if name not in {"condition", "outcome"} for kind in let_out(hint)
    } == LET_OUT


def test_each_question_about_the_person_is_declared_as_brought_or_decided():
    on = shelf(ROOT / "instruments")
    asked = {
        item.id
        for one in on.instruments.values()
        for item in one.items
        if one.section(item.section).kind is SectionKind.CONTEXT and item.kind in {Kind.ONE, Kind.NUMBER}
    }
    assert asked - BROUGHT - DECIDED == set()
    assert (BROUGHT | DECIDED) - asked == set()
