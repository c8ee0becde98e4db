"""All associations of a data set in one value: every process condition with every outcome, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from poet.associate import words
from poet.associate.cases import Areas
from poet.associate.dose import Dose, dose_of
from poet.associate.halo import Halo, halo_out, halos
from poet.associate.importance import Importance, importance_of
from poet.associate.odds import ProportionalOdds, odds_of
from poet.associate.plain import Plain, adjusted, plain, plain_out
from poet.associate.reading import Heard, Pair, areas, conditions, outcomes, several
from poet.associate.released import Released
from poet.associate.together import Together, together_of
from poet.associate.without import AtMost, without_of
from poet.frame import Frame
from poet.measure import NotEstimable
from poet.protect import STANDARD, Policy


@dataclass(frozen=True, slots=True)
class Association:
    """One condition with one outcome (question ids): the plain figures, the model, and what qualifies them."""

    condition: str
    outcome: str
    plain: Released[Plain]
    odds: Released[ProportionalOdds]
    together: Released[Together]
    without: Released[AtMost]
    halo: Released[Halo]


@dataclass(frozen=True, slots=True)
class OutcomeExplained:
    """One outcome with all conditions taken together."""

    outcome: str
    dose: Released[Dose]
    importance: Released[Importance]


@dataclass(frozen=True, slots=True)
class Associations:
    """Everything, in the order of the questions. `tests` pairs were tried, and p is corrected for them.

    Dose and importance take the conditions together, among people who answered them all: those `asked_of_most`, which
    at least half of the people answered."""

    conditions: tuple[str, ...]
    asked_of_most: tuple[str, ...]
    outcomes: tuple[OutcomeExplained, ...]
    pairs: tuple[Association, ...]
    tests: int


def associations(frame: Frame, policy: Policy = STANDARD) -> Associations | NotEstimable:
    """Every process condition with every outcome of the questionnaire: association, never cause.

    p is corrected by Holm's method for the conditions tried with one outcome, and by Benjamini and Hochberg's for all
    pairs. The same frame gives the same value."""
    process = several(frame, conditions(frame.instrument))
    results = several(frame, outcomes(frame.instrument))
    if isinstance(process, NotEstimable) or isinstance(results, NotEstimable) or not process or not results:
        return NotEstimable(words.NOTHING_TO_ASSOCIATE)
    place = areas(frame)
    pairs = [Pair(condition, outcome, place) for outcome in results for condition in process]
    figures = [plain(two.outcome.good, two.condition.good, two.areas) for two in pairs]
    told = _associations(pairs, _corrected(pairs, figures), _halos(process, results, place), policy)
    most = tuple(one for one in process if 2 * np.isfinite(one.scores).sum() >= frame.respondents)
    explained = [
        OutcomeExplained(one.item.id, dose_of(most, one, policy), importance_of(most, one, place, policy))
        for one in results
    ]
    tests = sum(isinstance(one, Plain) for one in figures)
    return Associations(_ids(process), _ids(most), tuple(explained), told, tests)


def _associations(
    pairs: Sequence[Pair],
    figures: Sequence[Plain | NotEstimable],
    checks: Sequence[Halo | NotEstimable],
    policy: Policy,
) -> tuple[Association, ...]:
    return tuple(
        Association(
            condition=two.condition.item.id,
            outcome=two.outcome.item.id,
            plain=plain_out(two, figure, policy),
            odds=odds_of(two, policy),
            together=together_of(two, policy),
            without=without_of(two, policy),
            halo=halo_out(two, check, policy),
        )
        for two, figure, check in zip(pairs, figures, checks, strict=True)
    )


def _ids(questions: Sequence[Heard]) -> tuple[str, ...]:
    return tuple(one.item.id for one in questions)


def _corrected(pairs: Sequence[Pair], figures: Sequence[Plain | NotEstimable]) -> Sequence[Plain | NotEstimable]:
    """The plain figures with p corrected for all that could be tested; the conditions of one outcome are a family."""
    tested = [place for place, one in enumerate(figures) if isinstance(one, Plain)]
    families = [pairs[place].outcome.item.id for place in tested]
    corrected = adjusted([one for one in figures if isinstance(one, Plain)], families)
    at = dict(zip(tested, corrected, strict=True))
    return [at.get(place, one) for place, one in enumerate(figures)]


def _halos(process: Sequence[Heard], results: Sequence[Heard], place: Areas) -> Sequence[Halo | NotEstimable]:
    """The halo check of each pair, in the order of the pairs, all from the same halves."""
    told, came = (np.column_stack([one.scores for one in side]) for side in (process, results))
    checks = halos(told, came, place)
    return [checks[condition][outcome] for outcome in range(len(results)) for condition in range(len(process))]
