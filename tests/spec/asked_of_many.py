"""A small made-up round in which process and outcome go together: for what needs single answers."""

from __future__ import annotations

import numpy as np

from poet.answers import sheet_of
from poet.frame import Frame, frame
from poet.instrument import Instrument, parse

FORM = parse(
    """
    id = "many"
    version = "1"
    title = "A made-up form"
    respondents = "people"
    not_understood = "I don't understand this question"
    [[scales]]
    id = "often"
    options = [
      { code = "always", text = "Always", side = "favourable" },
      { code = "mostly", text = "Mostly", side = "favourable" },
      { code = "sometimes", text = "Sometimes", side = "neutral" },
      { code = "rarely", text = "Rarely", side = "unfavourable" },
      { code = "never", text = "Never", side = "unfavourable" },
      { code = "dont-know", text = "Don't know", apart = true },
    ]
    [[sections]]
    id = "person"
    title = "About you"
    kind = "context"
    [[sections]]
    id = "process"
    title = "What it was like"
    kind = "process"
    [[sections]]
    id = "outcome"
    title = "What came of it"
    kind = "outcome"
    [[items]]
    id = "phase"
    section = "person"
    kind = "one"
    ask = "Where do you learn?"
    label = "Phase"
    options = [
      { code = "primary", text = "Primary" },
      { code = "secondary", text = "Secondary" },
      { code = "college", text = "College" },
    ]
    [[items]]
    id = "gender"
    section = "person"
    kind = "one"
    ask = "Are you a man or a woman?"
    label = "Gender"
    options = [{ code = "man", text = "Man" }, { code = "woman", text = "Woman" }]
    [[items]]
    id = "has-budget"
    section = "person"
    kind = "one"
    ask = "Is there a personal budget?"
    label = "Personal budget"
    options = [{ code = "yes", text = "Yes" }, { code = "no", text = "No" }]
    [[items]]
    id = "shoes"
    section = "person"
    kind = "one"
    ask = "Which shoes do you wear?"
    label = "Shoes"
    options = [{ code = "red", text = "Red" }, { code = "blue", text = "Blue" }]
    [[items]]
    id = "child-age"
    section = "person"
    kind = "number"
    unit = "years"
    high = 25
    ask = "How old?"
    label = "Age"
    [[items]]
    id = "budget-clear"
    section = "process"
    kind = "one"
    scale = "often"
    ask = "The budget was clear."
    label = "Budget clear"
    when = [{ item = "has-budget", is = ["yes"] }]
    [[items]]
    id = "on-time"
    section = "process"
    kind = "one"
    scale = "often"
    ask = "Decisions came on time."
    label = "Decisions on time"
    [[items]]
    id = "heard"
    section = "process"
    kind = "one"
    scale = "often"
    ask = "I was heard."
    label = "Being heard"
    [[items]]
    id = "health"
    section = "outcome"
    kind = "one"
    scale = "often"
    ask = "I am well."
    label = "Health"
    [[items]]
    id = "friends"
    section = "outcome"
    kind = "one"
    scale = "often"
    ask = "I see friends."
    label = "Friends"
    """,
    "many.toml",
)
CODES = np.array(["always", "mostly", "sometimes", "rarely", "never"])


def asked(areas: int = 30, people: int = 40, seed: int = 2014, form: Instrument = FORM, **fixed: str) -> Frame:
    """So many people in each of so many areas; whoever was heard in time is better off. `fixed` gives everybody the same
    cell for an item."""
    dice = np.random.default_rng(seed)
    number = areas * people
    area = np.repeat(np.arange(areas), people)
    lived = dice.normal(size=areas)[area] * 0.5 + dice.normal(size=number)
    budget = np.where(dice.random(number) < 0.3, "yes", "no")
    columns = {
        "area": np.array([f"Area {one:03}" for one in area]),
        "phase": dice.choice(["primary", "secondary", "college"], number, p=[0.5, 0.3, 0.2]),
        "gender": dice.choice(["man", "woman", ""], number, p=[0.6, 0.35, 0.05]),
        "has-budget": budget,
        "shoes": dice.choice(["red", "blue"], number),
        "child-age": dice.integers(2, 20, number).astype(str),
        **{item: _said(lived, dice) for item in ("on-time", "heard", "health", "friends")},
    }
    columns["budget-clear"] = np.where(budget == "yes", _said(lived, dice), "")
    columns |= {item: np.full(number, cell) for item, cell in fixed.items()}
    return frame(form, sheet_of({name: list(cells) for name, cells in columns.items()}), area_column="area").frame


def _said(lived: np.ndarray, dice: np.random.Generator) -> np.ndarray:
    felt = lived + dice.normal(size=len(lived))
    cells = CODES[4 - np.digitize(felt, [-1.5, -0.6, 0.2, 1.2])]
    odd = dice.random(len(lived))
    return np.where(odd < 0.03, "", np.where(odd < 0.05, "dont-know", np.where(odd < 0.06, "dont-understand", cells)))
