"""The average area: every area counts once, however many answered there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from poet.compare import words
from poet.compare.comparators import AverageArea
from poet.compare.difference import Compared, Difference
from poet.compare.newcombe import square_and_add
from poet.compare.outcomes import NotTested
from poet.measure import CONFIDENCE, Estimate, Interval, wilson_limits
from poet.protect import OptionTable, Shown, Why, Withheld


def beside_average(
    tables: Mapping[str, OptionTable], of: str, confidence: float = CONFIDENCE
) -> Mapping[str, Compared]:
    """Each area's favourable share beside the mean of all areas' shares (its own included), by area.

    The limits of the mean of I independent shares are mean -/+ sqrt(sum of squared distances to the Wilson limits) / I,
    and those of a difference are squared and added as Newcombe does (MOVER: Zou and Donner 2008). An area differs from
    the mean of all by exactly 1 - 1 / I of what it differs from the mean of the others, so that interval is scaled.
    These are the areas that answered, not a sample of areas. Areas whose share is withheld are left out and counted.
    """
    cells = {area: _figures(table) for area, table in tables.items()}
    shown = {area: pair for area, pair in cells.items() if not isinstance(pair, Withheld)}
    found: dict[str, Compared] = {area: pair for area, pair in cells.items() if isinstance(pair, Withheld)}
    if len(shown) < 2:
        return found | {area: NotTested(words.ALONE) for area in shown}
    comparator = AverageArea(of, len(shown), len(tables) - len(shown))
    return found | dict(
        zip(shown, _beside(np.array(list(shown.values()), np.int64), comparator, confidence), strict=True)
    )


def _beside(
    figures: np.ndarray[tuple[int, ...], np.dtype[np.int64]], comparator: AverageArea, confidence: float
) -> list[Difference]:
    count, base = figures.T
    share, limits, areas = count / base, wilson_limits(count, base, confidence), len(count)
    down, up = (share - limits.low) ** 2, (limits.high - share) ** 2
    mean, others = float(share.mean()), (share.sum() - share) / (areas - 1)
    spread = [np.sqrt(np.maximum(square.sum() - square, 0.0)) / (areas - 1) for square in (down, up)]
    low, high = square_and_add(
        (share, others), (limits.low, limits.high), (others - spread[0], others + spread[1]), np.sqrt
    )
    scale = 1 - 1 / areas
    whole = Interval(mean - float(np.sqrt(down.sum())) / areas, mean + float(np.sqrt(up.sum())) / areas)
    there = Estimate("favourable, the average area", mean, whole, int(base.sum()), int(count.sum()), "square-and-add")
    columns = (count, base, share, limits.low, limits.high, share - mean, low * scale, high * scale)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [
        Difference(
            comparator,
            Estimate("favourable", p, Interval(p_low, p_high), n, c, "wilson"),
            there,
            value,
            Interval(d_low, d_high),
            "square-and-add, scaled by 1 - 1/areas",
            None,
        )
        for c, n, p, p_low, p_high, value, d_low, d_high in rows
    ]


def _figures(table: OptionTable) -> tuple[int, int] | Withheld:
    match table.favourable, table.base:
        case Shown(count), Shown(base):
            return (int(count), int(base)) if base else Withheld(Why.FEW_ANSWERS)
        case Withheld() as withheld, _:
            return withheld
        case _, Withheld() as withheld:
            return withheld
    raise AssertionError
