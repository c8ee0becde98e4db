"""An analysis plan is read whole, fitted to a questionnaire, or refused with line and remedy."""

from pathlib import Path

import pytest

from poet.findings import Level, load, parse
from poet.findings.fitting import FITTERS
from poet.findings.plan import Comparisons, Measures, Models, Subgroups, Voices
from poet.findings.vocabulary import CHAPTERS
from poet.instrument import Refused
from poet.instrument import load as load_instrument

ROOT = Path(__file__).parents[2]
PARENTS = load_instrument(ROOT / "instruments/ehc-parents/2014.toml")
PLANS = [ROOT / f"plans/{name}.toml" for name in ("local", "national", "questions")]
VOICES = ROOT / "plans/ehc-2026-voices.toml"
EVERY_QUESTIONNAIRE = [
    *(
        file
        for file in sorted((ROOT / "instruments").glob("*/*.toml"))
        if file.stem.count(".") == 0 and file.parent.name != "bank"
    ),
    ROOT / "docs/examples/friends-and-family/questionnaire.toml",
]
HEAD = 'id = "p"\ntitle = "P"\nlevel = "area"\n'


def plan(body, head=HEAD):
    return parse(head + body, "p.toml", PARENTS)


def faults(body, head=HEAD):
    with pytest.raises(Refused) as refused:
        plan(body, head)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize("file", PLANS, ids=lambda file: file.stem)
@pytest.mark.parametrize("questionnaire", EVERY_QUESTIONNAIRE, ids=lambda file: "/".join(file.parts[-2:]))
def test_the_plans_that_come_with_poet_fit_every_questionnaire(file, questionnaire):
    assert load(file, load_instrument(questionnaire)).parts


def test_the_plan_of_three_voices_names_a_judged_question_of_each():
    forms = {
        form.id: form
        for name in ("ehc-parents", "ehc-young-people", "ehc-practitioners")
        for form in (load_instrument(ROOT / f"instruments/{name}/2026.toml"),)
    }
    for form in forms.values():
        for part in (one for one in load(VOICES, form).parts if isinstance(one, Voices)):
            assert {voice for voice, item in part.voices.items() if forms[voice].by_id[item].judged} == set(part.voices)
    assert {file.name for file in (ROOT / "plans").iterdir()} == {file.name for file in (*PLANS, VOICES)}


def test_words_name_questions_and_a_question_stands_once():
    found = plan('[[measures]]\nitems = ["needs-now", "judged", "needs-now"]\nwhat = ["net"]\n').parts[0]
    assert isinstance(found, Measures)
    assert [item.id for item in found.items] == [item.id for item in PARENTS.items if item.judged]


def test_a_question_of_several_answers_parts_people_by_each_option():
    found = plan('[[subgroups]]\nlevel = "nation"\nby = ["child-setting", "helped-who"]\n').parts[0]
    assert isinstance(found, Subgroups)
    names = [grouping.name for grouping in found.by]
    assert names == ["child-setting", *(f"helped-who={option.code}" for option in PARENTS.by_id["helped-who"].in_base)]


def test_a_table_has_the_plans_level_unless_it_names_its_own():
    found = plan('[[measures]]\nwhat = ["net"]\n[[measures]]\nlevel = "nation"\nwhat = ["mean"]\n')
    assert [part.level for part in found.parts] == [Level.AREA, Level.NATION]
    assert list(found.levels()) == [Level.AREA, Level.NATION]


def test_a_comparison_may_name_a_group_of_the_plans_own():
    found = plan('[[comparisons]]\nbeside = ["neighbours"]\n[groups.neighbours]\nareas = ["Othershire"]\n').parts[0]
    assert isinstance(found, Comparisons)
    assert found.groups["neighbours"] == ("Othershire",)


def test_what_a_model_looks_at_is_named_before_the_data_is_seen():
    found = plan('[[models]]\nlevel = "nation"\nwhat = "across-areas"\nby = ["child-setting"]\n')
    assert isinstance(found.parts[0], Models)
    assert [grouping.name for grouping in found.parts[0].by] == ["child-setting"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            '[[measures]]\nitems = ["needs-nou"]\nwhat = ["net"]\n',
            "p.toml, line 5: ehc-parents/2014 has no question 'needs-nou', and it is no word for several. Did you mean 'needs-now'?",
        ),
        (
            '[[measures]]\nwhat = ["mode"]\n',
            "p.toml, line 5: 'mode' is not a measure. Use one of: options, favourable, unfavourable, net, mean, numbers.",
        ),
        (
            '[[measures]]\nwhat = ["net", "net"]\n',
            "p.toml, line 5: 'net' stands here twice. Keep one of the two.",
        ),
        (
            '[[comparisons]]\nbeside = ["rest-of-nations"]\n',
            "p.toml, line 5: There is nothing called 'rest-of-nations' to stand beside. Did you mean 'rest-of-nation'?",
        ),
        (
            '[[comparisons]]\nlevel = "nation"\nbeside = ["all-answers"]\n',
            "p.toml, line 5: Everybody together has nobody to stand beside. Set level to area or region.",
        ),
        (
            '[[comparisons]]\nitems = ["child-age"]\nbeside = ["all-answers"]\n',
            "p.toml, line 5: 'child-age' has no favourable answers to compare. Name a judged question, or write judged for all of them.",
        ),
        (
            '[[subgroups]]\nby = ["child-age"]\n',
            "p.toml, line 5: 'child-age' is a number, and the plan does not say in which bands it parts people. Declare them before the answers are seen, like [bands.child-age] and from = [5, 11, 16].",
        ),
        (
            '[[subgroups]]\nby = ["worked-well"]\n',
            "p.toml, line 5: 'worked-well' does not part people into groups. Name a question of one answer, or of several, or write context for all of them.",
        ),
        (
            "[[changes]]\nmargin = 5\n",
            "p.toml, line 5: A margin of 5 is no share. Write one between 0 and 1, like 0.05 for five points.",
        ),
        (
            '[[triangulations]]\nof = "roles"\nmargin = 0.1\nvoices = { ehc-parents = "process-role" }\n',
            "p.toml, line 7: One voice is no triangulation. Name two or more, each with a question of its questionnaire.",
        ),
        (
            '[[models]]\nwhat = "across-areas"\nby = ["child-setting"]\n',
            "p.toml, line 5: This model is not told at the level 'area'. Set level to region or nation.",
        ),
        (
            '[[models]]\nlevel = "nation"\nwhat = "across-areas"\n',
            "p.toml, line 4: This model needs the key 'by'. Add it.",
        ),
        (
            '[[models]]\nwhat = "magic"\n',
            "p.toml, line 5: 'magic' is not a model. ",
        ),
        ('[[measures]]\nwhats = ["net"]\n', "p.toml, line 5: Measures has no key 'whats'. Did you mean 'what'?"),
        (
            '[groups.all-answers]\nareas = ["x"]\n[[comparisons]]\nbeside = ["all-answers"]\n',
            "p.toml, line 4: 'all-answers' is a comparator's own name. Give the group another name.",
        ),
        ("", f"p.toml, line 1: The plan computes nothing. Add a chapter: {', '.join(FITTERS)}."),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_what_to_do(body, said):
    assert any(fault.startswith(said) for fault in faults(body)), faults(body)


def test_a_plan_without_a_word_says_how_to_begin():
    assert faults("", head=" \n") == [
        "p.toml, line 1: The plan says nothing. Begin with id, title and level, then [[measures]] or another chapter."
    ]


def test_all_faults_are_told_at_once():
    assert len(faults('[[measures]]\nitems = ["x", "y"]\nwhat = ["mode"]\n', head='title = "P"\n')) == 5


def test_every_chapter_that_may_be_written_can_be_computed_and_the_other_way_round():
    assert [word for word, _ in CHAPTERS.values()] == list(FITTERS)
