"""Questionnaires go out and come back whole, in every format; other programs' checkers accept what goes out."""

import io
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from pyxform.xls2xform import convert

from poet.__main__ import main
from poet.exchange.formats import FORMATS
from poet.exchange.toml import written
from poet.instrument import load, parse
from poet.instrument.shelf import shelf

ROOT = Path(__file__).parents[2]
EXAMPLE = re.findall(
    r"```toml\n(.*?)```", (ROOT / "docs/reference/questionnaire-format.md").read_text(encoding="utf-8"), re.DOTALL
)[0]
# A question under two rules, one of which holds for several codes, and an id that begins with a digit.
RULES = """
id = "rules"
version = "1"
title = "Rules"
respondents = "people"
sections = [{ id = "a", title = "A", kind = "context" }, { id = "b", title = "Say \\"B\\"", kind = "context" }]

[[items]]
id = "2nd"
section = "a"
kind = "many"
ask = "=Which?"
options = [{ code = "x", text = "X" }, { code = "y", text = "Y" }, { code = "z", text = "Z", alone = true }]

[[items]]
id = "a"
section = "a"
kind = "one"
ask = "Which one?"
options = [{ code = "1", text = "One" }, { code = "2", text = "Two" }]

[[items]]
id = "b"
section = "b"
kind = "number"
unit = "years"
low = -1.5
high = 20.25
ask = "How \\\\ many?"
hint = "One line\\nand \\"\\"\\"another\\""
when = [{ item = "2nd", is = ["x", "y"] }, { item = "a", is = ["1", "2"] }, { item = "a", is = ["1"] }]

[[items]]
id = "c"
section = "a"
kind = "text"
ask = "Anything else?"
when = [{ item = "2nd", is = ["x", "y"] }]
"""
FORMS = {
    **shelf(ROOT / "instruments").instruments,
    "sound": load(ROOT / "tests/spec/sound.toml"),
    "example": parse(EXAMPLE, "example"),
    "rules": parse(RULES, "rules"),
}


def bare(form):
    return replace(form, digest="", core="")


@pytest.fixture(params=FORMS.values(), ids=FORMS)
def form(request):
    return request.param


def test_a_questionnaire_is_written_as_its_own_file(form):
    assert bare(parse(written(form), "again")) == bare(form)


@pytest.mark.parametrize("name", FORMATS)
def test_a_questionnaire_comes_back_whole(form, name):
    carried = FORMATS[name].carried(form)
    brought = FORMATS[name].brought(carried.content, "file")
    assert (bare(parse(brought.text, "again")), brought.losses) == (bare(form), ())


def test_survey_programs_take_the_workbook(form):
    workbook = io.BytesIO(FORMATS["xlsform"].carried(form).content)
    made = convert(xlsform=workbook, file_type=".xlsx", validate=False)
    assert made.xform.count("<bind ") > len(form.items)


def test_health_records_take_the_questionnaire(form):
    resource = Questionnaire.model_validate_json(FORMATS["fhir"].carried(form).content)
    assert (resource.version, resource.status) == (form.version, "draft")


def test_a_codebook_describes_each_item_and_its_groups_name_them_all(form):
    root = ElementTree.fromstring(FORMATS["ddi"].carried(form).content)
    at = {"d": "ddi:codebook:2_5"}
    variables = root.findall(".//d:var", at)
    grouped = [one for group in root.findall(".//d:varGrp", at) for one in group.get("var").split()]
    assert [one.get("name") for one in variables] == [item.id for item in form.items]
    assert sorted(grouped) == sorted(one.get("ID") for one in variables)


@pytest.mark.parametrize("name", FORMATS)
def test_what_other_programs_do_not_see_is_named(name):
    losses = FORMATS[name].carried(FORMS["example"]).losses
    assert {"label", "words", "source", "private", "was", "follows", "not_understood"} <= {one.what for one in losses}
    assert [str(one) for one in losses if not str(one).endswith(".")] == []


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_line_exports_and_imports(name, tmp_path, capsys):
    ours, theirs, again = tmp_path / "rules.toml", tmp_path / f"x{FORMATS[name].suffix}", tmp_path / "again.toml"
    ours.write_text(RULES, encoding="utf-8")
    assert main(["export-instrument", str(ours), "--to", name, "-o", str(theirs)]) == 0
    assert "Other programs pass over" in capsys.readouterr().err
    assert main(["import-instrument", str(theirs), "-o", str(again)]) == 0
    assert bare(load(again)) == bare(FORMS["rules"])
