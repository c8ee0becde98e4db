"""Records for research: refused until declared, then hidden among k others with l different answers.

Published check: the patients of Sweeney 2002 (figure 2: k = 2 over race, birth, sex and ZIP) and the inpatients of
Machanavajjhala et al. 2007 (the 4-anonymous table and the 3-diverse one), drawn here by their classes.
"""

from __future__ import annotations

import csv
import io
import json

import pytest

from poet.__main__ import main
from poet.answers import sheet_of
from poet.frame import frame
from poet.instrument import parse
from poet.protect.microdata import NotGiven, Redacted, declared, extract, first_broken, hide

WORLD = """
id = "world"
version = "1"
title = "A small form"
respondents = "people"
[[scales]]
id = "often"
options = [
  { code = "mostly", text = "Mostly", side = "favourable" },
  { code = "sometimes", text = "Sometimes", side = "neutral" },
  { code = "never", text = "Never", side = "unfavourable" },
  { code = "dont-know", text = "Don't know", apart = true },
]
[[sections]]
id = "all"
title = "All"
kind = "process"
[[items]]
id = "heard"
section = "all"
kind = "one"
scale = "often"
ask = "I was heard."
[[items]]
id = "helpers"
section = "all"
kind = "many"
ask = "Who helped?"
options = [
  { code = "family", text = "Family" },
  { code = "school", text = "School" },
  { code = "nobody", text = "Nobody", alone = true },
]
[[items]]
id = "age"
section = "all"
kind = "number"
unit = "years"
high = 25
ask = "How old?"
[[items]]
id = "words"
section = "all"
kind = "text"
ask = "Anything else?"
"""
FORM = parse(WORLD, "world.toml")

WHO = """
researcher = "Dr A. Example, University of Anyshire"
purpose = "what goes with being heard"
licence = "research only, until 31 December 2027"
approved_by = "B. Officer"
dated = "2026-11-24"
"""
ASKED = f"""{WHO}
k = 5
l = 2
most_left_out = 0.05
sensitive = ["heard"]
plain = ["helpers"]
[[identifying]]
column = "area"
[[identifying]]
column = "age"
bands = [5, 10]
[[identifying]]
column = "sent"
dates = ["quarter", "year"]
"""


def people(number=60):
    said = ("mostly", "sometimes", "never")
    return {
        "id": [f"p{place}" for place in range(number)],
        "area": [("north", "south")[place % 2] for place in range(number)],
        "heard": [said[place % 3] for place in range(number)],
        "helpers": [("family", "family;school", "nobody")[place % 3] for place in range(number)],
        "age": [str(place % 20) for place in range(number)],
        "words": [f"my name is {place}" for place in range(number)],
        "sent": [f"2026-{1 + place % 12:02d}-0{1 + place % 9}T10:00" for place in range(number)],
    }


def made(columns=None, asked=ASKED, comments=()):
    sheet = sheet_of(columns or people())
    taken = frame(FORM, sheet, area_column="area", ignored=("sent",))
    return extract(taken, sheet, declared(asked), area_column="area", id_column="id", comments=comments)


def refused(*arguments, **how):
    with pytest.raises(NotGiven) as told:
        made(*arguments, **how)
    return told.value.reasons


def test_without_a_declaration_nothing_is_given_and_the_refusal_says_what_to_declare():
    with pytest.raises(NotGiven) as told:
        declared(None)
    (reason,) = told.value.reasons
    for what in ("researcher", "purpose", "licence", "approved_by", "[[identifying]]", "sensitive", "k (5 or more)"):
        assert what in reason


@pytest.mark.parametrize(
    ("without", "reason"),
    [
        ('researcher = "Dr A. Example, University of Anyshire"', "Declare researcher."),
        ('licence = "research only, until 31 December 2027"', "Declare licence."),
        ('sensitive = ["heard"]', "Declare sensitive, a list of question ids."),
        ("k = 5", "Declare k as a whole number of 5 or more; it is None."),
    ],
)
def test_each_thing_that_is_not_declared_is_named(without, reason):
    assert refused(asked=ASKED.replace(without, "")) == (reason,)


def test_a_declaration_that_is_too_weak_or_misspelt_is_refused_with_all_its_faults():
    weak = ASKED.replace("k = 5", "k = 2").replace("l = 2", "l = 1").replace("0.05", "0.5") + "bnads = [5]\n"
    assert refused(asked=weak) == (
        "Declare k as a whole number of 5 or more; it is 2.",
        "Declare l as a whole number of 2 or more; it is 1.",
        "Declare most_left_out as a share from 0 to 0.2; it is 0.5.",
        "Declare nothing called 'bnads': it means nothing here. Remove it, or correct its spelling.",
    )
    (broken,) = refused(asked="k = ")
    assert broken.startswith("The declaration is no TOML file")


def test_every_combination_is_shared_by_k_people_who_answer_in_l_ways():
    given = made()
    classes = {}
    for row in given.rows:
        classes.setdefault(row[:3], []).append(row[3])
    assert min(map(len, classes.values())) == given.hidden.k >= 5
    assert min(len(set(answers)) for answers in classes.values()) == given.hidden.l >= 2
    assert len(given.rows) >= 57


def test_only_declared_columns_leave_and_never_an_id_or_a_comment():
    given = made()
    assert given.columns == ("area", "age", "sent", "heard", "helpers")
    text = json.dumps(given.rows)
    assert "p1" not in text
    assert "my name" not in text


def test_records_stand_in_no_order_of_arrival():
    columns = people()
    turned = {name: cells[::-1] for name, cells in columns.items()}
    assert made(columns).rows == made(turned).rows == tuple(sorted(made(columns).rows))


def test_dates_are_cut_to_the_quarter_at_the_finest():
    finest = {row[2] for row in made().rows}
    assert finest <= {"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026", "*"}


def test_the_column_with_most_different_values_is_coarsened_first():
    """Age has 20 values, sent 4 quarters, area 2. Age goes to bands of 5 (4 values), then 10; then dates to the year."""
    given = made(people(120))
    area, age, sent = given.hidden.steps
    assert (area, age) == (0, 2)
    assert sent in {0, 1}


def test_free_text_is_refused_and_says_how_it_may_be_given():
    assert refused(asked=ASKED.replace('["helpers"]', '["helpers", "words"]')) == (
        "'words' is free text: people write names into it. Redact it, have it approved by somebody else, and give it "
        "with --comments; or leave it out.",
    )


def test_only_comments_that_somebody_else_approved_are_given():
    good = Redacted("p3", "[name] was kind", "A. Redactor", "B. Officer")
    given = made(comments=[good])
    assert given.columns[-1] == "redacted-comment"
    assert sorted({row[-1] for row in given.rows}) == ["", "[name] was kind"]
    bad = [
        Redacted("p3", "x", "A", ""),
        Redacted("p4", "x", "A. Redactor", "a. redactor"),
        Redacted("p99", "x", "A", "B"),
    ]
    assert refused(comments=[good, *bad]) == (
        "Line 3 of the redacted comments is not to be given: nobody approved it. Mend it or take it out.",
        "Line 4 of the redacted comments is not to be given: whoever redacted it approved it too. Mend it or take it out.",
        "Line 5 of the redacted comments is not to be given: no answer has the id 'p99'. Mend it or take it out.",
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"helpers"', '"salary"', "There is no column 'salary' among the answers."),
        ('"helpers"', '"id"', "There is no column 'id' among the answers."),
        ('"helpers"', '"heard"', "'heard' is declared twice."),
        ("bands = [5, 10]", 'groups = [[["1", "2"]]]', "'age' is declared with groups without '0'"),
        ('["quarter", "year"]', '["day"]', "'sent' is declared with the date step 'day'"),
    ],
)
def test_a_declaration_that_does_not_fit_the_answers_is_refused(old, new, reason):
    (told,) = refused(asked=ASKED.replace(old, new))
    assert told.startswith(reason)


def test_people_who_cannot_be_hidden_are_left_out_up_to_the_declared_share_and_no_further():
    columns = people(60)
    columns["heard"] = ["mostly"] * 60
    assert "Even with every identifying column coarsened" in refused(columns)[0]


def test_sweeneys_eleven_patients_are_two_anonymous_and_not_two_diverse():
    race = ("black",) * 6 + ("white",) * 5
    born = ("1965",) * 4 + ("1964",) * 5 + ("1967",) * 2
    sex = ("m", "m", "f", "f", "f", "f", "m", "m", "m", "m", "m")
    post = ("0214*", "0214*", *("0213*",) * 9)
    problem = (
        *("short breath", "chest pain"),
        *("hypertension", "hypertension"),
        *("obesity", "chest pain"),
        *("chest pain", "obesity", "short breath"),
        *("chest pain", "chest pain"),
    )
    columns = [[race], [born], [sex], [post]]
    found = hide(columns, [problem], Asked(k=2, l=1, most_left_out=0))
    assert (found.k, found.l, found.rows) == (2, 1, tuple(range(11)))
    assert hide(columns, [problem], Asked(k=2, l=2, most_left_out=0.4)).rows == (0, 1, 4, 5, 6, 7, 8)


class Asked:
    """As much of a declaration as hiding looks at, below what a real one may ask for."""

    def __init__(self, **how):
        self.__dict__.update(how)


def test_machanavajjhalas_inpatients_are_four_anonymous_but_three_diverse_in_their_last_table_only():
    block = ("1",) * 4 + ("2",) * 4 + ("3",) * 4
    anonymous = (*("heart", "heart", "viral", "viral"), *("cancer", "heart", "viral", "viral"), *("cancer",) * 4)
    diverse = (
        *("heart", "viral", "cancer", "cancer"),
        *("cancer", "heart", "viral", "viral"),
        *("heart", "viral", "cancer", "cancer"),
    )
    assert hide([[block]], [anonymous], Asked(k=4, l=1, most_left_out=0)).k == 4
    assert hide([[block]], [anonymous], Asked(k=4, l=2, most_left_out=0.4)).rows == tuple(range(8))
    whole = hide([[block]], [diverse], Asked(k=4, l=3, most_left_out=0))
    assert (whole.k, whole.l, len(whole.rows)) == (4, 3, 12)


def test_the_command_writes_the_extract_its_licence_and_a_chained_log(tmp_path, capsys):
    answers, asked, form = tmp_path / "answers.csv", tmp_path / "asked.toml", tmp_path / "world.toml"
    form.write_text(WORLD)
    asked.write_text(ASKED)
    columns = people()
    with answers.open("w", newline="") as out:
        csv.writer(out).writerows([columns, *zip(*columns.values(), strict=True)])
    log, target = tmp_path / "log.jsonl", tmp_path / "extract.csv"
    command = ["microdata", "--instrument", str(form), "--answers", str(answers), "--area-column", "area"]
    command += ["--ignore", "sent", "--out", str(target), "--log", str(log)]
    assert main(command) == 1
    assert "No records are given out without a declaration." in capsys.readouterr().err
    assert not target.exists()
    for _ in range(2):
        assert main([*command, "--declaration", str(asked)]) == 0
    rows = list(csv.reader(io.StringIO(target.read_text())))
    assert tuple(tuple(row) for row in rows[1:]) == made().rows
    assert "Do not try to find out whose a record is" in (tmp_path / "extract.licence.txt").read_text()
    lines = log.read_bytes().splitlines()
    assert [json.loads(line)["researcher"] for line in lines] == ["Dr A. Example, University of Anyshire"] * 2
    assert first_broken(lines) is None
    assert first_broken([lines[0].replace(b"Anyshire", b"Nowhere"), lines[1]]) == 2
    assert first_broken(lines[1:]) == 1
