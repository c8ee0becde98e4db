"""Why there is no figure, reason by reason, through `poet analyse`: each line is of its type and says its sentence."""

import json

import pytest
from test_bad_input import AREAS, POOR, ROOT, questionnaire, table, varied

from poet.__main__ import main
from poet.associate import ordered
from poet.associate import words as of_people
from poet.associate.areas import words as of_areas
from poet.compare import words as of_comparisons

FEW, TELLING = (
    "too few people answered, here or beside it, for it to be shown safely",
    "would tell too much about a few people",
)
SAME, LEFT = of_people.SAME_ANSWER.format(what="one of the questions"), of_people.NO_VARIATION_LEFT
MANY_AREAS = tuple(f"Area {place}" for place in range(12))
# Every line of a measure or model has this state and this reason: the case, the plan, what is asked, and these.
REASONS = {
    "zero bases: a share": ("all missing", "local", "favourable", "withheld", FEW),
    "zero bases: a mean": ("all missing", "local", "mean", "withheld", FEW),
    "zero bases: a comparison": ("all missing", "local", "rest-of-nation", "withheld", FEW),
    "zero bases: a band": ("all missing", "local", "bands", "not estimable", of_areas.NOBODY_ANYWHERE),
    "zero bases: a shrunken share": ("all missing", "local", "shrunken", "not estimable", of_areas.NOBODY_ANYWHERE),
    "zero bases: an odds ratio": ("all missing", "national", "odds", "not estimable", of_people.NOBODY),
    "zero bases: percentages": ("all missing", "national", "plain", "not estimable", of_people.NOBODY),
    "only answers apart: a share": ("answers apart only", "local", "favourable", "withheld", FEW),
    "one category: a share": ("one category", "local", "favourable", "withheld", TELLING),
    "one category: a net score": ("one category", "local", "net", "withheld", TELLING),
    "one category: an odds ratio": ("one category", "national", "odds", "not estimable", LEFT),
    "one category: a correlation": ("one category", "national", "together", "not estimable", SAME),
    "one category: a dose": ("one category", "national", "dose", "not estimable", SAME),
    "one category: a shrunken share": ("one category", "local", "shrunken", "not estimable", of_areas.ALL_THE_SAME),
    "one category: a section's band": ("one category", "local", "section-bands", "not estimable", of_areas.NO_SPREAD),
    "one category: subgroups": (
        "one category",
        "national",
        "sex",
        "not tested",
        "everybody in both groups gave the same answer",
    ),
    "one area: the rest": ("one area", "local", "rest-of-nation", "not tested", of_comparisons.ALONE),
    "one area: all answers": ("one area", "local", "all-answers", "not tested", of_comparisons.ALONE),
    "one area: the average area": ("one area", "local", "average-area", "not tested", of_comparisons.ALONE),
    "one area: a band": ("one area", "local", "bands", "not estimable", of_areas.ONE_AREA),
    "one area: ranks": ("one area", "local", "rank-intervals", "not estimable", of_areas.ONE_AREA),
    "one area: a shrunken share": ("one area", "local", "shrunken", "not estimable", of_areas.ONE_AREA),
    "one area: the halo": (
        "one area",
        "national",
        "halo",
        "not estimable",
        of_people.FEW_AREAS.format(areas=1, least=8),
    ),
    "three areas: a band": ("separated", "local", "bands", "not estimable", of_areas.FEW_AREAS.format(least=5)),
    "areas of one person: a share": ("areas of one person", "local", "favourable", "withheld", FEW),
    "areas of one person: a band": ("areas of one person", "local", "bands", "not estimable", of_areas.NO_PAIRS),
    "areas of one person: a score": (
        "areas of one person",
        "local",
        "section-bands",
        "not estimable",
        of_areas.NO_SCORES,
    ),
    "areas of one person: an odds ratio": ("areas of one person", "national", "odds", "not estimable", LEFT),
    "areas of one person: importance": ("areas of one person", "national", "importance", "not estimable", LEFT),
    "areas of one person: within areas": (
        "areas of one person",
        "national",
        "sex",
        "not tested",
        "no area has two people in each group",
    ),
    "separation": ("separated", "national", "odds", "not estimable", of_people.SEPARATED),
    "separation the other way": ("separated the other way", "national", "odds", "not estimable", of_people.SEPARATED),
    "separation on a scale of two": (
        "a scale of two, separated",
        "national",
        "odds",
        "not estimable",
        of_people.SEPARATED,
    ),
    "conditions that say the same: importance": (
        "separated",
        "national",
        "importance",
        "not estimable",
        of_people.COLLINEAR,
    ),
    "nothing that people bring with them": ("one area", "local", "fair", "not estimable", of_people.NOTHING_BROUGHT),
}


@pytest.fixture
def lines(tmp_path, capsys):
    def lines(options, answers, plan):
        form, file = tmp_path / "form.toml", tmp_path / "answers.csv"
        form.write_text(questionnaire(options))
        file.write_text(answers)
        asked = (
            "--instrument",
            form,
            "--answers",
            file,
            "--area-column",
            "area",
            "--plan",
            ROOT / f"plans/{plan}.toml",
        )
        assert main(["analyse", *map(str, asked)]) == 0
        return json.loads(capsys.readouterr().out)["lines"]

    return lines


@pytest.mark.parametrize("reason", REASONS)
def test_the_line_is_of_its_type_and_says_why(lines, reason):
    case, plan, what, state, why = REASONS[reason]
    options, answers, _ = POOR[case]
    found = [line for line in lines(options, answers, plan) if line["what"] == what]
    assert found
    assert {(line["state"], line["outcome"]["why"]) for line in found} == {(state, why)}


def test_a_model_that_finds_no_best_fit_says_so_and_the_percentages_stay(lines, monkeypatch):
    monkeypatch.setattr(ordered, "_MOST_STEPS", 1)
    answers = table(varied, rows=600, areas=MANY_AREAS)
    found = lines(5, answers, "national")
    odds = {line["outcome"].get("why") for line in found if line["what"] == "odds"}
    assert odds == {of_people.NO_CONVERGENCE}
    assert {line["state"] for line in found if line["what"] == "plain"} == {"found"}


@pytest.mark.parametrize("options", [2, 11])
def test_the_shortest_and_the_longest_scale_are_told_as_they_were_answered(lines, options):
    """By hand: of each area's people, how many chose one of the better half of the options."""
    found = lines(options, table(lambda row: varied(row, options)), "local")
    shares = {(line["group"], line["item"]): line["outcome"] for line in found if line["what"] == "favourable"}
    for place, item in enumerate(("p1", "p2", "o1", "o2")):
        for number, area in enumerate(AREAS):
            said = [int(varied(row, options)[place][1:]) for row in range(240) if row % 3 == number]
            good = sum(one < options / 2 for one in said)
            outcome = shares[area, item]
            assert outcome["value"] == pytest.approx(good / len(said))
            assert outcome["base"] == len(said)
