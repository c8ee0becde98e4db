"""Every public function of measure and compare is defined in the methods page and has a test against something else."""

import inspect
from pathlib import Path

import pytest

import poet.associate.areas
import poet.compare
import poet.measure

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/methods.md").read_text(encoding="utf-8")
TESTS = "\n".join(
    file.read_text(encoding="utf-8")
    for room in ("spec", "oracle")
    for file in sorted((ROOT / "tests" / room).glob("*.py"))
)
FUNCTIONS = [
    f"{room.__name__}.{name}"
    for room in (poet.measure, poet.compare, poet.associate.areas)
    for name in room.__all__
    if inspect.isfunction(getattr(room, name))
]
# The sources that the checks rest on, as the page names them.
SOURCES = (
    "Newcombe 1998",
    "Spiegelhalter 2005",
    "Benjamini and Hochberg 1995",
    "Brunner and Munzel 2000",
    "wine data",
    "housing data",
    "Fagerland, Lydersen and Laake 2014",
    "Shrout and Fleiss 1979",
    "Krippendorff 2011",
)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_defined_on_the_page_in_a_row_that_says_what_it_is_checked_against(name):
    room, _, short = name.rpartition(".")
    rows = [row for row in PAGE.splitlines() if row.startswith("|") and (f"`{name}`" in row or f"`{short}`" in row)]
    cells = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]
    assert any(len(row) >= 3 and row[1] and row[-1] for row in cells), f"{room} defines {short} nowhere on the page"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_called_by_a_spec_or_oracle_test(name):
    short = name.rpartition(".")[2]
    assert f"{short}(" in TESTS or f"({short}" in TESTS or f" {short}," in TESTS


@pytest.mark.parametrize("source", SOURCES)
def test_the_page_names_the_published_figures_it_was_checked_against(source):
    assert source in PAGE
