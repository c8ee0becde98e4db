"""Tables of answers that no figure can be made of, through `poet analyse` and `poet associate`: a reason, never a traceback."""

import json
from pathlib import Path

import pytest

from poet.__main__ import main

ROOT = Path(__file__).parents[2]
QUESTIONS = (("p1", "process"), ("p2", "process"), ("o1", "outcome"), ("o2", "outcome"))
AREAS = ("Anyshire", "Othershire", "Nowhere")


def questionnaire(options):
    """A form of two conditions and two outcomes on a scale of so many options, the better half of them favourable."""
    sides = ["favourable" if place < options / 2 else "unfavourable" for place in range(options)]
    scale = ", ".join(f'{{ code = "o{place}", text = "{place}", side = "{side}" }}' for place, side in enumerate(sides))
    return "\n".join(
        [
            'id = "form"\nversion = "1"\ntitle = "A made-up form"\nrespondents = "people"',
            f'[[scales]]\nid = "s"\noptions = [{scale}, {{ code = "na", text = "Does not apply", apart = true }}]',
            '[[sections]]\nid = "who"\ntitle = "About you"\nkind = "context"',
            *(f'[[sections]]\nid = "{one}"\ntitle = "{one}"\nkind = "{one}"' for one in ("process", "outcome")),
            '[[items]]\nid = "sex"\nsection = "who"\nkind = "one"\nask = "Man or woman?"\nlabel = "Sex"'
            '\noptions = [{ code = "m", text = "Man" }, { code = "w", text = "Woman" }]',
            '[[items]]\nid = "age"\nsection = "who"\nkind = "number"\nunit = "years"\nask = "How old?"\nlabel = "Age"',
            *(
                f'[[items]]\nid = "{name}"\nsection = "{section}"\nkind = "one"\nscale = "s"\nask = "{name}?"\nlabel = "{name}"'
                for name, section in QUESTIONS
            ),
        ]
    )


def varied(row, options=5):
    """Answers that differ and go together loosely."""
    return [f"o{(row + place * (row % 7) // 3) % options}" for place in range(4)]


def table(answers, *, rows=240, areas=AREAS, who=lambda row: ("mw"[row % 2], str(row % 80))):
    lines = ["area,sex,age,p1,p2,o1,o2"]
    lines += [",".join((areas[row % len(areas)], *who(row), *answers(row))) for row in range(rows)]
    return "\n".join(lines) + "\n"


NOBODY, ONE_SIDE = "Nobody answered both questions.", "Nobody stands on one of the two sides of the condition."
SEPARATED = "The condition tells the outcome apart without any exception, so the odds ratio has no upper limit."
NOTHING_LEFT = "Within the areas everybody gave the same answer, so nothing is left to explain."
# What the table is like: the options of the scale, the table, and what `associate` says of it (a sentence, or figures).
POOR = {
    "one category": (5, table(lambda _: ["o0"] * 4), ONE_SIDE),
    "answers apart only": (5, table(lambda _: ["na"] * 4), NOBODY),
    "all missing": (5, table(lambda _: [""] * 4), "No condition was answered by at least half of the people"),
    "everything missing": (5, table(lambda _: [""] * 4, who=lambda _: ("", "")), NOBODY),
    "no rows": (5, table(varied, rows=0), NOBODY),
    "one row": (5, table(varied, rows=1), ONE_SIDE),
    "one area": (5, table(varied, areas=("Anyshire",)), '"pairs": ['),
    "areas of one person": (5, table(varied, areas=tuple(f"A{place}" for place in range(240))), NOTHING_LEFT),
    "one condition answered": (5, table(lambda row: [varied(row)[0], "", "", ""]), NOBODY),
    "separated": (5, table(lambda row: [f"o{row % 5}"] * 4), SEPARATED),
    "separated the other way": (5, table(lambda row: [f"o{row % 5}"] * 2 + [f"o{4 - row % 5}"] * 2), SEPARATED),
    "a scale of two": (2, table(lambda row: varied(row, 2)), '"odds_ratio"'),
    "a scale of two, separated": (2, table(lambda row: [f"o{row % 2}"] * 4), SEPARATED),
    "a scale of eleven": (11, table(lambda row: varied(row, 11)), '"odds_ratio"'),
    "each area of one mind": (5, table(lambda row: [f"o{2 * (row % 3)}"] * 4), NOTHING_LEFT),
    "one group of people": (5, table(varied, who=lambda _: ("m", "40")), '"odds_ratio"'),
}
NAN = {
    "not a number": (5, table(varied, who=lambda _: ("m", "NaN")), "NaN"),
    "without end": (5, table(varied, who=lambda _: ("m", "inf")), "inf"),
    "no such option": (5, table(lambda _: ["nan"] * 4), "nan"),
}


@pytest.fixture
def run(tmp_path, capsys):
    def run(command, options, answers, *more):
        form, file = tmp_path / "form.toml", tmp_path / "answers.csv"
        form.write_text(questionnaire(options))
        file.write_text(answers)
        asked = ("--instrument", form, "--answers", file, "--area-column", "area", *more)
        status = main([command, *map(str, asked)])
        return status, *capsys.readouterr()

    return run


def numbers(printed):
    """What was printed, as JSON without NaN or Infinity."""

    def refuse(constant):
        raise AssertionError(constant)

    return json.loads(printed, parse_constant=refuse)


@pytest.mark.parametrize("case", POOR)
def test_answers_no_figure_can_be_made_of_are_associated_with_a_reason(run, case):
    options, answers, sentence = POOR[case]
    ended, printed, said = run("associate", options, answers)
    assert (ended, said) == (0, "")
    numbers(printed)
    assert sentence in printed
    ended, printed, said = run("associate", options, answers, "--text")
    assert (ended, said) == (0, "")
    assert "nan" not in printed


@pytest.mark.parametrize("plan", ["local", "national", "questions"])
@pytest.mark.parametrize("case", POOR)
def test_answers_no_figure_can_be_made_of_are_analysed_with_a_reason(run, case, plan):
    options, answers, _ = POOR[case]
    ended, printed, said = run("analyse", options, answers, "--plan", ROOT / f"plans/{plan}.toml")
    assert (ended, said) == (0, "")
    lines = numbers(printed)["lines"]
    assert bool(lines) is (case != "no rows")


@pytest.mark.parametrize("command", ["analyse", "associate"])
@pytest.mark.parametrize("case", NAN)
def test_what_is_no_answer_is_refused_with_its_row(run, case, command):
    options, answers, word = NAN[case]
    more = ("--plan", ROOT / "plans/local.toml") if command == "analyse" else ()
    ended, printed, said = run(command, options, answers, *more)
    assert (ended, printed) == (1, "")
    assert said.startswith("row 2")
    assert word in said
