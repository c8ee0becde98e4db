"""Do several coders say the same of the same comments: Krippendorff's alpha, for codes, orders and numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.associate import words
from poet.associate.cases import places
from poet.measure import NotEstimable

Floats = NDArray[np.float64]


class Measured(StrEnum):
    """What two different codes tell: that they differ, how many codes lie between them, or how far apart they are."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class CodersAgree:
    """Krippendorff's alpha: 1 where all coders say the same of each unit, 0 where they agree as by chance, below where less.

    `units` were coded by two coders or more and count; `coders` had a part in them; `codings` are what they said of them."""

    value: float
    measured: Measured
    units: int
    coders: int
    codings: int


def krippendorff_alpha(codings: ArrayLike, measured: Measured = Measured.NOMINAL) -> CodersAgree | NotEstimable:
    """Krippendorff's alpha of coders x units (a number for each code, NaN where a coder did not code the unit).

    1 - D_o / D_e of the coincidences of values: each unit's pairs of different coders, weighted by 1 / (coders - 1), beside
    all pairs of codings. Units that fewer than two coders coded tell nothing. NotEstimable where no unit was coded twice,
    and where all codings are one code. Raises ValueError where the codings are no table of coders x units, or not finite.
    Source: Krippendorff 2011, Computing Krippendorff's alpha-reliability; as R irr::kripp.alpha.
    """
    table = np.asarray(codings, np.float64)
    if table.ndim != 2 or np.isinf(table).any():
        raise ValueError("codings must be a table of coders by units, of finite numbers or NaN")
    told = table[:, np.isfinite(table).sum(axis=0) > 1]
    said = np.isfinite(told)
    if not said.any():
        return NotEstimable(words.NOBODY_CODED_TWICE)
    place, values = places(told[said])
    if len(values) < 2:
        return NotEstimable(words.ONE_CODE)
    by_unit = np.zeros((told.shape[1], len(values)))
    np.add.at(by_unit, (np.nonzero(said)[1], place), 1)
    apart = _APART[measured](values, by_unit.sum(axis=0))
    observed, expected = _observed(by_unit, apart), _expected(by_unit.sum(axis=0), apart)
    coders = int(said.any(axis=1).sum())
    return CodersAgree(float(1 - observed / expected), measured, told.shape[1], coders, int(said.sum()))


def _observed(by_unit: Floats, apart: Floats) -> float:
    """How far apart the codings of the same units are: the mean over codings."""
    coders = by_unit.sum(axis=1)
    pairs = np.einsum("uc,uk,ck->u", by_unit, by_unit, apart)
    return float((pairs / (coders - 1)).sum() / coders.sum())


def _expected(of_all: Floats, apart: Floats) -> float:
    """How far apart any two codings are."""
    codings = of_all.sum()
    return float(of_all @ apart @ of_all / (codings * (codings - 1)))


def _nominal(values: Floats, _: Floats) -> Floats:
    return 1.0 - np.eye(len(values))


def _ordinal(_: Floats, of_all: Floats) -> Floats:
    """Squared numbers of codings from one code to the other, of the two themselves half."""
    middle = np.cumsum(of_all) - of_all / 2
    return np.asarray((middle[:, None] - middle) ** 2, np.float64)


def _interval(values: Floats, _: Floats) -> Floats:
    values = values / np.abs(values).max()  # alpha knows no unit, and the squares of large codes would run over
    return np.asarray((values[:, None] - values) ** 2, np.float64)


_APART: Mapping[Measured, Callable[[Floats, Floats], Floats]] = MappingProxyType(
    {Measured.NOMINAL: _nominal, Measured.ORDINAL: _ordinal, Measured.INTERVAL: _interval}
)
