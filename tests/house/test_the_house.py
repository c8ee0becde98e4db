"""The repository itself: what the docs name exists, what exists is named, nothing private is committed."""

import ast
import importlib
import re
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from poet.findings import Level, Reports
from poet.findings.beside import COMPARATORS
from poet.findings.fitting import FITTERS, MEASURED
from poet.findings.selecting import SELECTIONS
from poet.findings.vocabulary import MODELS

ROOT = Path(__file__).parents[2]
FILES = [Path(line) for line in subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines()]
PAGES = [file for file in FILES if file.suffix == ".md"]
SOURCES = [
    file
    for file in FILES
    if file.suffix == ".py" and file.parts[0] in {"src", "bench"} and "migrations" not in file.parts
]
GRAB_BAGS = {"utils", "util", "helpers", "helper", "common", "services", "service", "managers", "misc", "core"}


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def named(requirement):
    return re.match(r"[\w.-]+", requirement).group().lower().replace(".", "-")


def test_each_dependency_has_a_sentence_saying_why_it_is_here():
    extras = project()["optional-dependencies"].values()
    wanted = {named(one) for group in (project()["dependencies"], *extras) for one in group}
    page = (ROOT / "docs/reference/dependencies.md").read_text()
    assert set(re.findall(r"^\| ([a-z][\w-]+) \| \S", page, re.MULTILINE)) - {"package"} == wanted


def test_each_dependency_is_locked_by_hash_and_no_registry_is_named():
    for lock, extras in (("run", ()), ("dev", ("dev",)), ("bench", ("dev", "bench"))):
        text = (ROOT / f"requirements/{lock}.lock").read_text()
        pins = set(re.findall(r"^([\w-]+)==", text, re.MULTILINE))
        wanted = [
            *project()["dependencies"],
            *(one for extra in extras for one in project()["optional-dependencies"][extra]),
        ]
        assert {named(one) for one in wanted} <= pins
        assert text.count("==") <= text.count("--hash=sha256:")
        assert "://" not in text


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_in_the_docs_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", (ROOT / page).read_text())
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in local if not (ROOT / page.parent / link).exists()] == []


def test_every_make_verb_the_docs_name_exists():
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    asked = {verb for page in PAGES for verb in re.findall(r"\bmake ([a-z-]+)", (ROOT / page).read_text())}
    assert {verb for verb in asked if verb in verbs} == asked - {"a", "it", "the", "is"}


def test_every_room_has_its_row_on_the_map_in_the_readme():
    rooms = {file.parts[1:3] for file in FILES if file.parts[0] == "src" and len(file.parts) > 3}
    rows = [line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("| `src/")]
    mapped = {
        (house, room)
        for row in rows
        for house, names in re.findall(r"^\| `src/(poet|portal)/([^|]*)\|", row)
        for room in re.findall(r"[a-z_]+", names)
    }
    assert {room for room in rooms if room not in mapped} == {("portal", "templates")}


@pytest.mark.parametrize("file", SOURCES, ids=str)
def test_a_module_opens_with_a_sentence_and_stays_short(file):
    text = (ROOT / file).read_text()
    tree = ast.parse(text)
    assert ast.get_docstring(tree) or not tree.body, f"{file} does not say what it is for"
    assert len(text.splitlines()) <= 300
    too_long = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 60
    ]
    assert too_long == []


def test_no_room_is_a_grab_bag():
    assert [str(file) for file in FILES if GRAB_BAGS & {part.removesuffix(".py") for part in file.parts}] == []


def test_only_protect_says_what_may_be_shown():
    makers = {
        str(file)
        for file in SOURCES
        if file.parts[1] == "poet"
        and any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Shown"
            for node in ast.walk(ast.parse((ROOT / file).read_text()))
        )
    }
    assert {maker for maker in makers if "/protect/" not in maker} == set()


@pytest.mark.parametrize("room", ["measure", "compare", "associate"])
def test_every_public_name_of_a_room_of_statistics_stands_in_the_methods_page(room):
    page = (ROOT / "docs/reference/methods.md").read_text()
    public = importlib.import_module(f"poet.{room}").__all__
    assert [name for name in public if f"`poet.{room}.{name}`" not in page] == []


def test_every_word_of_a_plan_stands_in_the_page_on_plans():
    page = (ROOT / "docs/reference/plans.md").read_text()
    words = (*FITTERS, *MEASURED, *COMPARATORS, *MODELS, *SELECTIONS, *Level, *Reports)
    assert [word for word in words if f"`{word}`" not in page and f"`[[{word}]]`" not in page] == []


def test_no_two_files_of_tests_share_a_name():
    # pytest imports a file of tests by its bare name: of two alike, whichever comes second is not run at all.
    names = [file.name for file in FILES if file.parts[0] == "tests" and file.name.startswith("test_")]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("journey", sorted(file.name for file in FILES if file.parts[:2] == ("tests", "journeys")))
def test_no_journey_asks_for_a_page_while_another_is_on_its_way(journey):
    # The browser drops the page it was loading, or says that it has none: `pressed` waits for it.
    hurried = re.compile(r"\.click\(\)\n\s+\S+\.(?:goto|reload|go_back)\(")
    assert hurried.findall((ROOT / "tests/journeys" / journey).read_text()) == []


STAYS = re.compile(r"""get_by_text\(|BUTTON|"summary"|^\s*button\.click|How this was made|is not a number""")


@pytest.mark.parametrize("journey", sorted(file.name for file in FILES if file.parts[:2] == ("tests", "journeys")))
def test_every_press_of_a_journey_waits_for_the_page_it_leads_to(journey):
    # Through `pressed`, or for what it takes away; a bare click is for what unfolds or is heard on the page itself.
    lines = (ROOT / "tests/journeys" / journey).read_text().splitlines()
    bare = [
        line
        for before, line in pairwise(lines)
        if ".click()" in line and "page.expect_" not in before and not STAYS.search(line)
    ]
    assert bare == []
