"""A fair comparison: what an area's share would be if its people were as mixed as everybody's.

Only what people bring with them is evened out. What a council decides stays in the figures: that is what they are for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.associate import words
from poet.associate.reading import answer_places, areas, heard
from poet.associate.released import Released
from poet.associate.weights import WeightedShare, rake, weighted_share
from poet.frame import Frame, Measured
from poet.instrument import Item, SectionKind, Unit
from poet.instrument.bands import Banded
from poet.measure import Estimate, NotEstimable, wilson
from poet.protect import STANDARD, Behind, Policy, Why, Withheld, let_out

# What people bring with them, by question. Policy: the list is declared here and nowhere else.
BROUGHT = frozenset(
    {
        "age",
        "child-age",
        "discipline",
        "gender",
        "hours",
        "live",
        "need",
        "phase",
        "profession",
        "role",
        "who-answered",
        "who-for",
    }
)
# What a council (or a health board) decides, or how support is set up: never evened out.
DECIDED = frozenset(
    {
        "assessed",
        "budget-held",
        "budget-kind",
        "budget-months",
        "budget-one-off",
        "budget-weekly",
        "child-setting",
        "converted",
        "council-before",
        "enough",
        "has-budget",
        "has-plan",
        "held",
        "helped-plan",
        "involvement",
        "keyworker",
        "plan-months",
        "plan-time",
        "plan-type",
        "setting",
        "share",
        "time-held",
    }
)
# Ages in years are taken in the bands of the Department for Education's figures on plans.
AGE_BANDS = (5, 11, 16, 20)

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fair:
    """The share of favourable answers of some people as it is (`plain`) and as it would be with another mix (`fair`:
    everybody's, or the caseload's), both of the same people.

    `attributes` are what was evened out; `left_out` people answered but did not state them all, and are in neither.
    `cut`, `joined` and `gap` say what was done to the weights (see `Weights`); `effective` is Kish's number of people."""

    plain: Estimate
    fair: WeightedShare
    attributes: tuple[str, ...]
    left_out: int
    cut: int
    joined: int
    gap: float
    effective: float


def fair_share(
    frame: Frame, area: str, outcome: str, attributes: tuple[str | Banded, ...], policy: Policy = STANDARD
) -> Released[Fair]:
    """The share of favourable answers to a judged question in an area, evened out by attributes of its people (question
    ids, or numbers in bands of one's own) to the mix of all areas together: post-stratified by one attribute, raked by several.

    Refused (not estimable, with the reason) for whatever a council decides, and for questions not declared."""
    one = heard(frame, outcome)
    if isinstance(one, NotEstimable):
        return one
    if area not in frame.areas:
        return NotEstimable(words.NO_SUCH_AREA.format(what=area))
    stated = [_stated(frame, attribute) for attribute in attributes]
    if (refused := next((each for each in stated if isinstance(each, NotEstimable)), None)) is not None:
        return refused
    codes = [each for each in stated if not isinstance(each, NotEstimable)]
    if not codes:
        return NotEstimable(words.NOTHING_BROUGHT)
    here = areas(frame) == frame.areas.index(area)
    names = tuple(each.id if isinstance(each, Banded) else each for each in attributes)
    stated_all = np.isfinite(one.good) & np.logical_and.reduce([code >= 0 for code in codes])
    mixes = [np.bincount(code[stated_all]) for code in codes]
    return _fair(one.good, here, codes, mixes, names, f"{outcome} in {area}, evened out", policy)


def caseload_share(
    frame: Frame,
    outcome: str,
    attribute: str,
    caseload: Mapping[str, int],
    area: str | None = None,
    policy: Policy = STANDARD,
) -> Released[Fair]:
    """The share of favourable answers to a judged question, of everybody or in one area, as it is and weighted so that the
    answers to another question (its id) have the shares that they have on the caseload (people by option code).

    What a council decides may be taken here: its own caseload is described, not held against another's. People who gave
    an answer that the caseload does not name are left out."""
    one, item = heard(frame, outcome), frame.instrument.by_id.get(attribute)
    if isinstance(one, NotEstimable):
        return one
    if item is None:
        return NotEstimable(words.NO_SUCH_ITEM.format(what=attribute))
    if area is not None and area not in frame.areas:
        return NotEstimable(words.NO_SUCH_AREA.format(what=area))
    places = answer_places(frame, item)
    if places is None:
        return NotEstimable(words.NOT_ONE_ANSWER.format(what=item.label))
    named = [code for code in (option.code for option in item.in_base) if caseload.get(code, 0) > 0]
    if not named:
        return NotEstimable(words.NO_CASELOAD)
    order = [named.index(option.code) if option.code in named else -1 for option in item.in_base]
    codes = np.array([*order, -1], np.int64)[places]
    here = np.ones(frame.respondents, np.bool_) if area is None else areas(frame) == frame.areas.index(area)
    of = f"{outcome}, weighted to the caseload by {attribute}"
    return _fair(one.good, here, [codes], [np.array([caseload[code] for code in named])], (attribute,), of, policy)


def _fair(
    good: NDArray[np.float64],
    here: NDArray[np.bool_],
    codes: list[Codes],
    mixes: list[Codes],
    names: tuple[str, ...],
    of: str,
    policy: Policy,
) -> Released[Fair]:
    said = np.isfinite(good)
    all_stated = np.logical_and.reduce([code >= 0 for code in codes])
    kept = here & said & all_stated
    if not kept.any():
        return NotEstimable(words.NOBODY)
    people, count = int(kept.sum()), int(good[kept].sum())
    made = rake([code[kept] for code in codes], mixes)
    if isinstance(made, NotEstimable):
        return made
    fair = weighted_share(good[kept], made.values, made.margins)
    if isinstance(fair, NotEstimable):
        return fair
    plain = Estimate("favourable", count / people, wilson(count, people), people, count, "wilson")
    left_out = int((here & said).sum()) - people
    value = Fair(plain, fair, names, left_out, made.cut, made.joined, made.gap, made.effective)
    cells = sum(int(margin.max()) + 1 for margin in made.margins)
    smallest = min(int(np.bincount(margin).min()) for margin in made.margins)
    out = let_out(of, value, Behind(fair.people, fair.people, fair.people - cells), policy)
    few = min(count, people - count, smallest) < policy.minimum_cell or 0 < left_out < policy.minimum_cell
    return Withheld(Why.TOO_TELLING) if few and not isinstance(out, Withheld) else out


def _stated(frame: Frame, attribute: str | Banded) -> Codes | NotEstimable:
    """Each person's answer to an attribute as a place among its answers, -1 where they did not state it."""
    item = attribute if isinstance(attribute, Banded) else frame.instrument.by_id.get(attribute)
    if item is None:
        return NotEstimable(words.NO_SUCH_ITEM.format(what=attribute))
    if (refused := _refused(frame, item)) is not None:
        return refused
    column = frame.columns[item.id]
    if isinstance(column, Measured) and item.unit is Unit.YEARS and not isinstance(item, Banded):
        band = np.digitize(column.values, AGE_BANDS)
        return np.where(np.isnan(column.values), -1, band).astype(np.int64)
    places = answer_places(frame, item)
    return NotEstimable(words.NOT_ONE_ANSWER.format(what=item.label)) if places is None else places


def _refused(frame: Frame, item: Item) -> NotEstimable | None:
    if item.id in DECIDED:
        return NotEstimable(words.DECIDED_BY_COUNCIL.format(what=item.label))
    if frame.instrument.section(item.section).kind is not SectionKind.CONTEXT:
        return NotEstimable(words.NOT_CONTEXT.format(what=item.label))
    return None if item.id in BROUGHT else NotEstimable(words.NOT_DECLARED.format(what=item.label))
