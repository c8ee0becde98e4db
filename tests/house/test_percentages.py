"""A percentage is written in one way wherever it is read: "65%", as the style guides of government do, with no space before it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPACED = re.compile(r"\d[ \u00a0\u202f\u2009]%(?![a-zA-Z(])")
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def said(source):
    """Every text in the code that is no docstring; a figure that is put into one stands as a nought."""
    tree = ast.parse(source)
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "0" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_a_space_before_the_sign_is_found_in_texts_and_not_in_comments():
    assert [bool(SPACED.search(text)) for text in said('x = "65 %"')] == [True]
    assert [bool(SPACED.search(text)) for text in said('x = f"{share} %"')] == [True, False]
    assert [bool(SPACED.search(text)) for text in said('x = "65%"')] == [False]
    assert list(said('"""A share of 65 %."""')) == []


def test_no_text_of_the_code_puts_a_space_before_the_sign():
    found = {str(path) for path in SOURCES for text in said(path.read_text()) if SPACED.search(text)}
    assert found == set()


@pytest.mark.parametrize("folder", ["docs", "instruments", "plans", "src/portal/templates", "src/poet/draw/templates"])
def test_no_page_or_questionnaire_puts_a_space_before_the_sign(folder):
    pages = [path for path in (ROOT / folder).rglob("*") if path.suffix in {".md", ".toml", ".html", ".j2", ".typ"}]
    assert pages
    found = [str(path) for path in pages if re.search(r"(\d|\}\})[ \u00a0]%(?![a-zA-Z(}])", path.read_text())]
    assert found == []
