"""Does a scale hold together: Cronbach's alpha, alpha on polychoric correlations, and omega of one factor."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtri

from poet.associate import words
from poet.associate.cases import answered
from poet.associate.polychoric import polychoric
from poet.associate.reading import several
from poet.associate.released import Released
from poet.frame import Frame
from poet.measure import CONFIDENCE, Interval, NotEstimable
from poet.protect import STANDARD, Behind, Policy, let_out

# One factor behind fewer questions fits whatever they are.
LEAST_FOR_FACTOR = 3
# A question that shares this much of its spread with the factor is the factor: the solution is not a proper one.
# Where the search for loadings begins: the same answers give the same bytes.
_SEED = 2014
_ALL_SHARED = 0.995

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well questions hold together: 1 where they say the same, 0 where they have nothing in common.

    `interval` is there where the method has one. `people` answered all questions. `method` names the coefficient."""

    value: float
    interval: Interval | NotEstimable
    items: int
    people: int
    method: str


@dataclass(frozen=True, slots=True)
class OneFactor:
    """One thing behind all questions: each question's loading (-1 to 1) on it, and omega, the share of the spread of
    the sum of the standardised answers that it makes up."""

    omega: float
    loadings: tuple[float, ...]
    items: int
    people: int


@dataclass(frozen=True, slots=True)
class Scale:
    """What holds a scale together, by three measures; each stands by itself."""

    alpha: Reliability | NotEstimable
    ordinal_alpha: Reliability | NotEstimable
    omega: OneFactor | NotEstimable


def cronbach_alpha(items: ArrayLike, confidence: float = CONFIDENCE) -> Reliability | NotEstimable:
    """Cronbach's alpha of k questions (n x k scores, NaN for no answer), among people who answered all of them, with
    Feldt's exact interval. Source: Cronbach 1951, Feldt 1965; as R psych::alpha and cocron."""
    scores = _complete(items)
    if isinstance(scores, NotEstimable):
        return scores
    people, number = scores.shape
    total = scores.sum(axis=1).var(ddof=1)
    if total <= 1e-12:
        return NotEstimable(words.NOT_ALPHA)
    value = number / (number - 1) * (1 - scores.var(axis=0, ddof=1).sum() / total)
    tail, freedom = (1 - confidence) / 2, (people - 1, (people - 1) * (number - 1))
    low, high = (1 - (1 - value) * fdtri(*freedom, one) for one in (1 - tail, tail))
    certain = 1 - value < 1e-12
    limits = NotEstimable(words.ALL_ALIKE) if certain else Interval(float(low), float(high))
    return Reliability(float(value), limits, number, people, "Cronbach alpha")


def polychoric_matrix(items: ArrayLike) -> Matrix | NotEstimable:
    """The polychoric correlations of k questions (n x k), each pair among those who answered both: k x k."""
    scores = np.asarray(items, np.float64)
    matrix = np.eye(scores.shape[1])
    for one, other in zip(*np.triu_indices(scores.shape[1], 1), strict=True):
        found = polychoric(scores[:, one], scores[:, other])
        if isinstance(found, NotEstimable):
            return found
        matrix[one, other] = matrix[other, one] = found.value
    return matrix


def ordinal_alpha(items: ArrayLike) -> Reliability | NotEstimable:
    """Alpha worked out on the polychoric correlations of k questions (n x k scores, NaN for no answer): what alpha would
    be if answers were measured finely. Source: Zumbo, Gadermann and Zeisser 2007; as R psych::alpha(polychoric(x)$rho).
    """
    scores = _complete(items)
    if isinstance(scores, NotEstimable):
        return scores
    matrix = polychoric_matrix(scores)
    if isinstance(matrix, NotEstimable):
        return matrix
    number = len(matrix)
    if matrix.sum() <= 1e-12:
        return NotEstimable(words.NOT_ALPHA)
    value = number / (number - 1) * (1 - number / matrix.sum())
    return Reliability(float(value), NotEstimable(words.NO_ORDINAL_INTERVAL), number, len(scores), "ordinal alpha")


def one_factor(items: ArrayLike) -> OneFactor | NotEstimable:
    """The one-factor model of k questions (n x k scores, NaN for no answer; k at least 3) and its omega, among people
    who answered all. Source: McDonald 1999; maximum likelihood by statsmodels' Factor, as R factanal(factors=1)."""
    scores = _complete(items)
    if isinstance(scores, NotEstimable):
        return scores
    if (scores.std(axis=0) < 1e-12).any():
        return NotEstimable(words.SAME_ANSWER.format(what="one of the questions"))
    return one_factor_of(np.corrcoef(scores.T), len(scores))


def one_factor_of(correlations: ArrayLike, people: int) -> OneFactor | NotEstimable:
    """`one_factor` of a matrix of correlations (k x k) of so many people."""
    from statsmodels.multivariate.factor import Factor  # noqa: PLC0415 it takes seconds to load

    matrix = np.asarray(correlations, np.float64)
    if len(matrix) < LEAST_FOR_FACTOR:
        return NotEstimable(words.FEW_ITEMS.format(items=len(matrix), least=LEAST_FOR_FACTOR))
    if np.linalg.eigvalsh(matrix)[0] < 1e-8:
        return NotEstimable(words.COLLINEAR)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            fitted = Factor(corr=matrix, n_factor=1, method="ml", nobs=people).fit(rng=_SEED)
        except (Warning, ValueError, np.linalg.LinAlgError):
            return NotEstimable(words.NOT_ONE_FACTOR)
    loadings = np.asarray(fitted.loadings, np.float64)[:, 0]
    if not np.isfinite(loadings).all() or (loadings**2 > _ALL_SHARED).any():
        return NotEstimable(words.NOT_ONE_FACTOR)
    loadings = loadings * np.sign(loadings.sum())
    shared = loadings.sum() ** 2
    omega = float(shared / (shared + (1 - loadings**2).sum()))
    return OneFactor(omega, tuple(float(one) for one in loadings), len(loadings), people)


def holds_together(frame: Frame, items: tuple[str, ...], policy: Policy = STANDARD) -> Released[Scale]:
    """Whether several judged questions, by their ids, make one scale: alpha, ordinal alpha and omega of the people who
    answered them all."""
    read = several(frame, items)
    if isinstance(read, NotEstimable):
        return read
    if len(read) < 2:
        return NotEstimable(words.FEW_ITEMS.format(items=len(read), least=2))
    scores = np.column_stack([one.scores for one in read])
    found = Scale(cronbach_alpha(scores), ordinal_alpha(scores), one_factor(scores))
    people = int(answered(scores).sum())
    return let_out("a scale of " + ", ".join(items), found, Behind(people, people, people - 2 * len(items)), policy)


def _complete(items: ArrayLike) -> Matrix | NotEstimable:
    scores = np.asarray(items, np.float64)
    if scores.ndim != 2 or scores.shape[1] < 2:
        return NotEstimable(words.FEW_ITEMS.format(items=1 if scores.ndim == 1 else scores.shape[1], least=2))
    kept = scores[answered(scores)]
    return kept if len(kept) > 1 else NotEstimable(words.FEW_PEOPLE.format(people=len(kept), least=2))
