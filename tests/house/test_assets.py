"""What is taken from npm: named with its licence, locked by hash, and free of what only GOV.UK may use."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "var" / "assets"
built = pytest.mark.skipif(
    not (BUILT / "poet.css").exists(), reason="The assets are not built. Build them with: make assets"
)


def packages():
    said = json.loads((ROOT / "package.json").read_text())
    return {**said["dependencies"], **said["devDependencies"]}


def test_each_npm_package_is_named_with_its_licence():
    page = (ROOT / "docs/reference/assets.md").read_text()
    assert set(re.findall(r"^\| ([@\w/-]+) \| \S.* \| \S.* \|$", page, re.MULTILINE)) - {"package"} == set(packages())


def test_the_npm_lock_holds_hashes_and_no_address_of_a_registry():
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert {name.removeprefix("node_modules/") for name in locked} >= set(packages())
    assert [name for name, package in locked.items() if name and not package["integrity"].startswith("sha512-")] == []
    assert [name for name, package in locked.items() if "resolved" in package] == []


@built
def test_the_built_styles_hold_nothing_that_only_gov_uk_may_use():
    assert re.findall(r"GDS Transport|crown|crest", (BUILT / "poet.css").read_text(), re.IGNORECASE) == []


@built
def test_the_built_styles_name_only_files_that_were_built():
    named = set(re.findall(r"url\(\"?([^)\"]+)\"?\)", (BUILT / "poet.css").read_text()))
    assert named == {f"fonts/{file.name}" for file in (BUILT / "fonts").iterdir()}


@built
def test_the_built_styles_show_words_before_the_font_has_come():
    faces = re.findall(r"@font-face\{[^}]*\}", (BUILT / "poet.css").read_text())
    assert [("font-display:swap" in face) for face in faces] == [True] * 6
