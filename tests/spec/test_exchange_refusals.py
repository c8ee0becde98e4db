"""Files of other programs that cannot be taken in are refused with the place and the remedy."""

import contextlib
import io
import json
import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from poet.exchange import ddi, fhir, surveyjs, workbook, xlsform
from poet.instrument import Refused, load, parse

SOUND = Path(__file__).parent / "sound.toml"

CHOICES = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
HEAD = ["type", "name", "label", "relevant"]


def book(survey, choices=CHOICES, **others):
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in {"survey": survey, "choices": choices, **others}.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def refusal(take, data):
    with pytest.raises(Refused) as caught:
        take(data, "form")
    return str(caught.value)


def test_a_workbook_of_another_program_becomes_a_questionnaire():
    survey = [
        ["type", "name", "label::English (en)", "relevant", "required"],
        ["start", "start"],
        ["begin group", "home", "Home"],
        ["note", "n", "About your home."],
        ["select_one yn", "own", "Is it yours?", "", "yes"],
        ["begin_group", "inner", "More", "${own} = 'yes'"],
        ["integer", "rooms", "How many rooms?"],
        ["end_group"],
        ["end group"],
        ["text", "else", "Anything else?", "selected(${own}, 'yes') or selected(${own}, 'no')"],
    ]
    brought = xlsform.brought(book(survey, settings=[["form_title", "form_id"], ["A home", "home-form"]]), "form")
    form = parse(brought.text, "again")
    assert (form.name, form.title, [one.id for one in form.sections]) == (
        "home-form/1",
        "A home",
        ["home", "questions"],
    )
    assert [(one.id, one.kind) for one in form.items] == [("own", "one"), ("rooms", "number"), ("else", "text")]
    assert [[(c.item, c.codes) for c in one.when] for one in form.items[1:]] == [
        [("own", ("yes",))],
        [("own", ("yes", "no"))],
    ]
    assert form.sections[0].intro == "About your home."
    assert [one.what for one in brought.losses] == ["start", "required"]
    assert "# Left out: sheet survey, row 2: 'start' asks nobody anything." in brought.text


@pytest.mark.parametrize(
    ("survey", "said"),
    [
        ([HEAD, ["select_one yn", "a", "A?", "${b} = 'yes'"], ["select_one yn", "b", "B?", "${a} = 'yes'"]], "sheet survey, row 2: The condition looks ahead to 'b', which is asked in sheet survey, row 3."),
        ([HEAD, ["select_one yn", "a", "A?", "${a} = 'yes'"]], "sheet survey, row 2: "),
        ([HEAD, ["text", "a", "A?", "${b} = 'yes'"]], "sheet survey, row 2: "),
        ([HEAD, ["text", "a", "A?", "not(${b} = 'yes')"]], "sheet survey, row 2: The rule cannot be held"),
        ([HEAD, ["select_one yn", "a", "A?"], ["text", "b", "B?", "${a} = 'maybe'"]], "sheet survey, row 3: "),
        ([HEAD, ["geopoint", "a", "Where?"]], "sheet survey, row 2: The type 'geopoint' cannot be taken in."),
        ([HEAD, ["select_one none", "a", "A?"]], "There is no list 'none'"),
        ([HEAD, ["begin_group", "a", "A"], ["text", "b", "B?"]], "sheet survey, row 2: The group is not closed."),
        ([HEAD, ["end_group"]], "sheet survey, row 2: No group is open here."),
        ([HEAD, ["text", "a", "=1+1"]], "sheet survey, row 2: A cell holds a formula."),
        ([HEAD, ["text", "a", "A?"], ["text", "A", "B?"]], "is the id of another item already, in sheet survey, row 2."),
        ([HEAD, ["text", "a", "Hello {world}"]], "sheet survey, row 2: "),
        ([HEAD], "'items'"),
        ([], "'items'"),
    ],
)  # fmt: skip
def test_a_workbook_is_refused_with_sheet_and_row(survey, said):
    assert said in refusal(xlsform.read, book(survey))


def test_a_choice_is_refused_at_its_own_row():
    said = refusal(xlsform.read, book([HEAD, ["select_one yn", "a", "A?"]], [*CHOICES, ["yn", "may be", "Perhaps"]]))
    assert "sheet choices, row 4: " in said


def test_a_missing_sheet_is_named():
    made = Workbook()
    buffer = io.BytesIO()
    made.save(buffer)
    assert "no sheet 'survey'" in refusal(xlsform.read, buffer.getvalue())


@pytest.mark.parametrize("data", [b"", b"id,name\n1,2\n", b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_workbook_is_refused(data):
    assert "not a workbook" in refusal(xlsform.read, data)


def packed(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return buffer.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    assert "Unpacked, the workbook has" in refusal(xlsform.read, packed(sheet=b"0" * (workbook.LARGEST_UNPACKED + 1)))


def test_a_workbook_with_entities_is_refused():
    honest = book([HEAD, ["text", "a", "A?"]])
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(honest)) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
            new.writestr(part, bomb + text if part.startswith("xl/worksheets") else text)
    assert "not a workbook" in refusal(xlsform.read, buffer.getvalue())


def test_a_sheet_of_very_many_rows_is_refused():
    rows = [["text", f"a{number}", "A?"] for number in range(workbook.MOST_ROWS + 1)]
    assert "The sheet has more than 5,000 rows." in refusal(xlsform.read, book([HEAD, *rows]))


@pytest.mark.parametrize("take", [fhir.brought, surveyjs.brought])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe{", "not UTF-8"),
        (b"[]", "no object"),
        (b'{"a": NaN}', "not JSON"),
        (b'{"title": "\\ud800"}', "UTF-8"),
        (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b" " * 5_000_001, "5,000,001 bytes"),
    ],
)
def test_a_json_text_is_refused(take, data, said):
    assert said in refusal(take, data)


def test_control_characters_are_refused():
    page = {"name": "p", "elements": [{"type": "comment", "name": "a", "title": "A\u0007?"}]}
    assert "question a: " in refusal(surveyjs.brought, json.dumps({"pages": [page]}).encode())


def test_rules_of_other_programs_that_we_cannot_hold_are_refused():
    page = {"name": "p", "elements": [{"type": "comment", "name": "a", "visibleIf": "{b} > 5"}]}
    assert "question a: The rule cannot be held" in refusal(surveyjs.brought, json.dumps({"pages": [page]}).encode())
    item = {"linkId": "a", "type": "text", "text": "A?", "enableWhen": [{"question": "b", "operator": "exists"}]}
    form = {"resourceType": "Questionnaire", "item": [item]}
    assert "item a: The rule cannot be held." in refusal(fhir.brought, json.dumps(form).encode())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not XML"),
        (b"<codeBook>", "not XML"),
        (b"<other/>", "no DDI codebook"),
        (b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><codeBook>&b;</codeBook>', "a DTD or entities"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><codeBook/>', "a DTD or entities"),
        (b'<codeBook xmlns="ddi:codebook:2_5"/>', "'items'"),
        (
            b'<codeBook><dataDscr><var name="a"><notes type="poet" subject="kind"/></var></dataDscr></codeBook>',
            "var a: ",
        ),
        (
            b'<codeBook><dataDscr><var name="a"><notes type="poet" subject="when">{</notes></var></dataDscr></codeBook>',
            "var a: ",
        ),
    ],
)
def test_a_codebook_is_refused(data, said):
    assert said in refusal(ddi.brought, data)


def changed(value, chance):
    """A JSON value with one thing in it taken away or put in another's place."""
    places = [(value, key) for key in (value if isinstance(value, dict) else range(len(value)))]
    for holder, key in places:
        if isinstance(inner := holder[key], dict | list):
            places += [(inner, one) for one in (inner if isinstance(inner, dict) else range(len(inner)))]
    holder, key = chance.choice(places)
    holder[key] = chance.choice([None, 5, True, [], {}, "x", "", [[]], {"a": 1}, "{plan:>99999999}", "[]", "{"])
    return value


@pytest.mark.parametrize("module", [fhir, surveyjs])
def test_whatever_is_changed_in_a_file_it_is_taken_in_or_refused(module):
    content = module.carried(load(SOUND)).content
    for seed in range(300):
        data = json.dumps(changed(json.loads(content), random.Random(seed))).encode()
        with contextlib.suppress(Refused):
            module.brought(data, "form")
