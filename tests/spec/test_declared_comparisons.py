"""How many comparisons of subgroups a plan declares is known before any answer, and as many are told afterwards."""

import pytest
from test_findings import PARENTS, REGIONS, kept, people

from poet.findings import Declared, Level, Material, declared, parse, release, run

HEAD = 'id = "p"\ntitle = "A plan"\nlevel = "{level}"\nreports = "one for all"\n'
SUBGROUPS = '[[subgroups]]\nby = ["context"]\n'
ACROSS = '[[models]]\nwhat = "across-areas"\nby = ["context"]\n'
JUDGED = sum(item.judged for item in PARENTS.items)
BANDED = """
[bands.child-age]
from = [5, 11, 16]
[[joinings]]
by = "child-age"
neighbours = true
[[joinings]]
by = "child-needs"
into = "speaking"
answers = ["communication", "learning"]
[[subgroups]]
by = ["child-age", "child-needs"]
items = ["judged"]
"""


def plan(text, level="nation"):
    return parse(HEAD.replace("{level}", level) + text, "p.toml", PARENTS)


def found(asked, rows):
    answers = kept(rows)
    return run(asked, Material(release=release(asked, answers, REGIONS), regions=REGIONS, kept=answers))


def test_each_group_is_set_beside_the_others_on_each_question_and_of_two_groups_one():
    by = PARENTS.by_id
    many = len(by["child-needs"].in_base)
    (one, needs) = declared(plan('[[subgroups]]\nby = ["child-setting", "child-needs"]\n'))
    assert one == Declared(Level.NATION, by["child-setting"], JUDGED * len(by["child-setting"].in_base), may_join=False)
    assert needs == Declared(Level.NATION, by["child-needs"], JUDGED * many, may_join=False)


def test_a_question_is_not_compared_with_itself_and_tables_are_added_up():
    (one,) = declared(plan(SUBGROUPS.replace("context", "child-setting") * 2))
    assert one.comparisons == 2 * JUDGED * len(one.by.in_base)
    judged = next(item for item in PARENTS.items if item.judged)
    assert declared(plan(f'[[subgroups]]\nby = ["{judged.id}"]\nitems = ["{judged.id}"]\n'))[0].comparisons == 0


def test_a_plan_that_parts_nobody_declares_nothing():
    assert declared(plan('[[measures]]\nwhat = ["mean"]\n')) == ()


@pytest.mark.parametrize("number", [6, 60, 150])
@pytest.mark.parametrize(
    ("level", "text"), [("nation", SUBGROUPS + ACROSS), ("region", SUBGROUPS + ACROSS), ("area", SUBGROUPS)]
)
def test_as_many_are_asked_of_each_group_as_were_declared_however_few_answered(number, level, text):
    asked = plan(text, level)
    results = found(asked, people(number, 1))
    assert len(results.groups) > 0
    assert sum(one.comparisons for one in declared(asked)) * len(results.groups) == results.tests[0].asked


@pytest.mark.parametrize("number", [60, 150])
def test_where_answers_may_be_told_together_there_are_at_most_as_many(number):
    asked = plan(BANDED)
    by = {one.by.id: one for one in declared(asked)}
    needs = len(PARENTS.by_id["child-needs"].in_base)
    assert {name: (one.comparisons, one.may_join) for name, one in by.items()} == {
        "child-age": (4 * JUDGED, True),
        "child-needs": (needs * JUDGED, True),
    }
    assert 0 < found(asked, people(number, 1)).tests[0].asked <= (4 + needs) * JUDGED
