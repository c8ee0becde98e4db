"""An area's raw share beside its shrunken one: what its own few answers and all other areas say together."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import betaincinv

from poet.associate.areas import words
from poet.associate.areas.betabinomial import BetaBinomial
from poet.measure import CONFIDENCE, Interval, NotEstimable, wilson
from poet.protect import ModelOutput, OptionTable, Withheld


@dataclass(frozen=True, slots=True)
class Shrunken:
    """`raw` is the area's own share with Wilson's interval, `shrunken` the mean of what is likely given all areas, with
    its equal-tailed credible interval; `pull` (0 to 1) says how much of the latter comes from the other areas."""

    raw: float
    raw_interval: Interval
    shrunken: float
    interval: Interval
    pull: float


def shrink(count: int, base: int, model: BetaBinomial, confidence: float = CONFIDENCE) -> Shrunken | NotEstimable:
    """`count` of `base` people in one area beside the same drawn towards the mean of all areas.

    At an ICC of 0 the shrunken share is the mean of all, with no width: areas do not differ. NotEstimable where nobody
    answered. Raises ValueError unless 0 <= count <= base.
    Source: beta-binomial empirical Bayes; the posterior is beta(a + x, b + n - x) with the model taken as known.
    """
    if base == 0 and count == 0:
        return NotEstimable(words.NOBODY)
    raw = wilson(count, base, confidence)
    if model.icc == 0:
        return Shrunken(count / base, raw, model.mean, Interval(model.mean, model.mean), 1.0)
    yes, no = model.mean * model.k + count, (1 - model.mean) * model.k + base - count
    low, high = (float(betaincinv(yes, no, (1 + side * confidence) / 2)) for side in (-1, 1))
    return Shrunken(count / base, raw, yes / (yes + no), Interval(low, high), model.k / (model.k + base))


def shrink_table(table: OptionTable, model: ModelOutput[BetaBinomial]) -> Shrunken | Withheld | NotEstimable:
    """An area's favourable share, from protected counts and a model that was let out; withheld where either count is."""
    if isinstance(table.base, Withheld):
        return table.base
    if isinstance(table.favourable, Withheld):
        return table.favourable
    return shrink(table.favourable.value, table.base.value, model.value)
