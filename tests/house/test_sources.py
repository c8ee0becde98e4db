"""What the methods rest on: each source named in the trade's code is given in full, and each reference result has its test."""

import ast
import re
from pathlib import Path

import pytest

from spec.test_asked_of_other_programs import ASKED
from spec.test_reference_results import PRINTED

ROOT = Path(__file__).parents[2]
LITERATURE = (ROOT / "docs/reference/literature.md").read_text(encoding="utf-8")
METHODS = (ROOT / "docs/reference/methods.md").read_text(encoding="utf-8")
ROOMS = ("measure", "compare", "associate", "simulate", "count")
TESTS = {
    node.name
    for file in sorted((ROOT / "tests").rglob("test_*.py"))
    for node in ast.parse(file.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef)
}


def rows(page):
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in page.splitlines() if line[:2] == "| "]
    return [row for row in cells if not row[0].startswith(("---", "source", "result"))]


def cited():
    """Name and year of every source that a docstring or a comment of the statistical rooms names."""
    for room in ROOMS:
        for file in sorted((ROOT / "src/poet" / room).rglob("*.py")):
            text = re.sub(r"\s+#?\s*", " ", file.read_text(encoding="utf-8"))
            yield from re.findall(r"([A-Z][\w-]+)(?:'s)?(?: et al\.)?,? \(?((?:18|19|20)\d\d)\b", text)


def reference_results():
    return rows(METHODS.split("## Reference results", 1)[1].split("\n## ", 1)[0])


@pytest.mark.parametrize(("name", "year"), sorted(set(cited())))
def test_a_source_that_the_code_names_is_given_in_full(name, year):
    assert any(name in row[0] and year in row[0] for row in rows(LITERATURE))


@pytest.mark.parametrize("row", rows(LITERATURE), ids=lambda row: row[0])
def test_each_source_says_how_we_know_it(row):
    assert len(row) == 3
    assert row[2].startswith(("catalogued", "not seen"))


def test_every_result_in_the_tables_of_the_specs_stands_on_the_page_and_no_other():
    on_page = {row[0] for row in reference_results() if "test_ours_" in row[3]}
    assert on_page == {*PRINTED, *ASKED}


@pytest.mark.parametrize("row", reference_results(), ids=lambda row: row[0])
def test_a_reference_result_names_where_it_comes_from_its_digits_and_a_test_that_there_is(row):
    assert len(row) == 4
    assert row[1]
    assert re.fullmatch(r"\d+( to \d+)?", row[2])
    assert row[3].strip("`") in TESTS


def test_there_are_thirty_results_of_six_digits_from_programs_that_are_not_ours():
    assert len([row for row in reference_results() if int(row[2].split(" ")[-1]) >= 6]) >= 30
