"""Records whose margins are the published ones of the 2014 round: 72 parents and carers, 61 practitioners.

The margins are facts from the 2014 report; which record holds which answer is ours, because it was never published.
Where only a percentage was printed, the counts are some that print as it, and the base is one that can.
"""

from __future__ import annotations

from pathlib import Path

from poet.answers import MANY_MARK, Sheet, sheet_of
from poet.count import count
from poet.frame import frame
from poet.instrument import load
from poet.protect import Policy, Protected, protect

INSTRUMENTS = Path(__file__).parents[2] / "instruments"

# The 2014 report prints counts of 1 to 4, and one family's figures. This policy lets them through so that the specs can
# reproduce them; it stands here, outside the software, so that no report can be made under it.
PUBLISHED_2014 = Policy(
    id="published-2014",
    dated="2014-07-01",
    author="the report of July 2014",
    source="what that report printed",
    minimum_base=1,
    minimum_cell=1,
    each_side=1,
    largest_share=1.0,
    everyone=True,
    extremes=True,
)

FREQUENCY = ("always", "mostly", "sometimes", "rarely", "never")
IMPACT = ("lot-better", "better", "no-difference", "worse", "lot-worse")
MET = ("yes", "unsure", "no")

PARENT_SCALES = {
    # always + mostly at least 80 %, rarely + never under 10 %
    "process-information": (FREQUENCY, (40, 20, 9, 2, 1)),
    "process-individual": (FREQUENCY, (38, 22, 9, 2, 1)),
    "process-continuity": (FREQUENCY, (36, 23, 9, 3, 1)),  # and over 5 % rarely or never
    "process-communication": (FREQUENCY, (41, 19, 9, 2, 1)),
    "process-partnership": (FREQUENCY, (42, 18, 9, 2, 1)),
    "process-timeliness": (FREQUENCY, (30, 26, 13, 2, 1)),  # 56 of 72 = 78 %
    "process-paperwork": (FREQUENCY, (35, 24, 10, 2, 1)),
    "process-roles": (FREQUENCY, (31, 25, 13, 2, 1)),  # 78 %
    "process-supported": (FREQUENCY, (37, 22, 9, 3, 1)),  # over 5 % rarely or never
    "child-health": (IMPACT, (28, 30, 12, 1, 1)),
    "child-happy": (IMPACT, (31, 28, 11, 1, 1)),
    "child-learning": (IMPACT, (16, 20, 33, 2, 1)),  # half; at least a third no difference
    "child-community": (IMPACT, (20, 28, 24, 0, 0)),  # two thirds; at least a third no difference
    "child-friends": (IMPACT, (21, 27, 22, 1, 1)),
    "child-family": (IMPACT, (22, 26, 22, 1, 1)),
    "child-home": (IMPACT, (29, 30, 11, 1, 1)),
    "child-quality-of-life": (IMPACT, (33, 27, 10, 1, 1)),
    "child-support": (IMPACT, (34, 26, 10, 1, 1)),
    "parent-balance": (IMPACT, (27, 31, 12, 1, 1)),
    "parent-community": (IMPACT, (19, 27, 24, 1, 1)),  # 46 of 72 = 64 %
    "parent-supported": (IMPACT, (29, 29, 12, 1, 1)),
    "parent-valued": (IMPACT, (24, 31, 14, 1, 1)),  # 55 of 71 = 77 %
    "parent-confidence": (IMPACT, (26, 32, 12, 1, 1)),
    "parent-aspirations": (IMPACT, (28, 30, 12, 1, 1)),
    "needs-now": (MET, (50, 16, 5)),  # of 71: 70, 23 and 7 %
    "needs-later": (MET, (39, 27, 5)),  # of 71: 55, 38 and 7 %
    "keyworker": (("yes", "no"), (42, 30)),
    "has-budget": (("yes", "no"), (69, 3)),
    "budget-held": (("direct-payment", "provider", "council", "none", "dont-know"), (53, 7, 6, 1, 1)),
    "budget-kind": (("weekly", "one-off"), (26, 19)),
    "helped-plan": (("yes", "no"), (57, 15)),
}
# Categories of a tick-all question with how many ticked each, and how many people ticked anything.
PARENT_TICKS = {
    "child-needs": (
        {"communication": 50, "learning": 44, "wellbeing": 30, "physical": 28, "other": 9},
        72,
    ),  # not published
    "support-before": ({"statement": 53, "health": 34, "none": 2}, 72),
    "budget-uses": (
        {
            "specialist-advice": 3,
            "befriending": 3,
            "equipment": 5,
            "family-time": 7,
            "specialist-service": 11,
            "break": 16,
            "personal-assistant": 29,
            "community": 34,
        },
        59,
    ),
    "helped-who": (
        {
            "teacher": 5,
            "senco": 5,
            "psychologist": 4,
            "health": 9,
            "social-worker": 39,
            "coordinator": 10,
            "voluntary": 3,
            "support-worker": 6,
            "family": 10,
        },
        57,
    ),
}
PARENT_NUMBERS = {
    "child-age": [3, 18, *[8] * 20, *[11] * 20, *[14] * 20, *[10] * 6, *[12] * 4],
    "budget-months": [1, 120, *[20] * 43, *[22] * 20],
    "plan-months": [1, 24, *[10] * 40],
    "budget-weekly": [13.5, 755, *[125] * 12, *[131.625] * 12],
    "budget-one-off": [144, 8929, *[2000] * 9, *[3240] * 8],
}
PARENT_COMMENTS = {"worked-well": 62, "not-well": 49, "change": 47}

PRACTITIONER_SCALES = {
    "discipline": (("education", "social-care", "health"), (35, 25, 1)),
    "involvement": (("assessment", "management", "direct"), (41, 9, 11)),
    "share": (("nearly-all", "less-than-half", "none"), (12, 32, 10)),
    "process-parents": (FREQUENCY, (28, 20, 3, 1, 0)),  # 48 of 52 = 92 %
    "process-individual": (FREQUENCY, (22, 20, 7, 2, 1)),  # 42 of 52 = 81 %
    "process-child-centred": (FREQUENCY, (20, 19, 9, 3, 1)),  # 39 of 52 = 75 %
    "process-understanding": (FREQUENCY, (23, 19, 7, 2, 1)),  # 42 of 52 = 81 %
    "process-colleagues": (FREQUENCY, (14, 17, 12, 4, 1)),  # 31 and 5 of 48 = 65 and 10 %, more than 10 unrounded
    "process-timeliness": (FREQUENCY, (12, 15, 19, 4, 2)),  # 27 and 6 of 52 = 52 and 12 %
    "process-information": (FREQUENCY, (17, 18, 13, 3, 1)),  # 35 of 52 = 67 %
    "child-health": (FREQUENCY, (15, 18, 16, 4, 1)),
    "child-happy": (FREQUENCY, (20, 21, 11, 1, 1)),  # 41 of 54 = 76 %
    "child-community": (FREQUENCY, (19, 22, 11, 1, 1)),
    "child-learning": (FREQUENCY, (16, 20, 15, 2, 1)),
    "child-friends": (FREQUENCY, (13, 17, 20, 3, 1)),
    "child-family": (FREQUENCY, (14, 18, 18, 3, 1)),
    "child-practitioners": (FREQUENCY, (15, 15, 17, 5, 2)),  # 7 of 54 = 13 %
    "child-home": (FREQUENCY, (15, 18, 17, 3, 1)),
    "child-next-school": (FREQUENCY, (8, 14, 19, 9, 4)),  # 22 and 13 of 54 = 41 and 24 %
    "child-adulthood": (FREQUENCY, (12, 16, 20, 4, 2)),  # 6 of 54 = 11 %
}
PRACTITIONER_COMMENTS = {"worked-well": 52, "not-well": 54}


def parents(policy: Policy) -> Protected:
    """The parents' release of the 2014 round under a policy."""
    answers = _scaled(PARENT_SCALES, 72) | _ticked(PARENT_TICKS, 72) | _numbers(PARENT_NUMBERS, 72)
    return _released("ehc-parents", answers | _written(PARENT_COMMENTS, 72) | _areas(6, 72), policy)


def practitioners(policy: Policy) -> Protected:
    """The practitioners' release of the 2014 round under a policy."""
    answers = _scaled(PRACTITIONER_SCALES, 61) | _written(PRACTITIONER_COMMENTS, 61)
    return _released("ehc-practitioners", answers | _areas(5, 61), policy)


def _released(name: str, columns: dict[str, list[str]], policy: Policy) -> Protected:
    sheet: Sheet = sheet_of(columns)
    instrument = load(INSTRUMENTS / name / "2014.toml")
    return protect(count(frame(instrument, sheet, area_column="area").frame), policy)


def _padded(cells: list[str], people: int) -> list[str]:
    return cells + [""] * (people - len(cells))


def _scaled(items: dict[str, tuple[tuple[str, ...], tuple[int, ...]]], people: int) -> dict[str, list[str]]:
    return {
        item: _padded([code for code, many in zip(codes, counts, strict=True) for _ in range(many)], people)
        for item, (codes, counts) in items.items()
    }


def _ticked(items: dict[str, tuple[dict[str, int], int]], people: int) -> dict[str, list[str]]:
    return {item: _padded(_dealt(ticks, answered), people) for item, (ticks, answered) in items.items()}


def _dealt(ticks: dict[str, int], answered: int) -> list[str]:
    """Ticks dealt out one after the other, so that everyone who answered has at least one; "none" stands alone."""
    alone = ticks.get("none", 0)
    hands: list[list[str]] = [[] for _ in range(answered - alone)]
    place = 0
    for code, many in ticks.items():
        for _ in range(many if code != "none" else 0):
            hands[place % len(hands)].append(code)
            place += 1
    return [*(MANY_MARK.join(hand) for hand in hands), *["none"] * alone]


def _numbers(items: dict[str, list[float]], people: int) -> dict[str, list[str]]:
    return {item: _padded([f"{value:g}" for value in values], people) for item, values in items.items()}


def _written(items: dict[str, int], people: int) -> dict[str, list[str]]:
    return {item: _padded(["a comment"] * many, people) for item, many in items.items()}


def _areas(areas: int, people: int) -> dict[str, list[str]]:
    return {"area": [f"Site {number % areas + 1}" for number in range(people)]}
