"""8,000 responses x 12 process x 10 outcome questions in 153 areas: all associations, and statsmodels refitting in a loop."""

from __future__ import annotations

from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from bench.rows import Row, in_turns
from poet.associate.importance import Importance, importance
from poet.associate.odds import ProportionalOdds, proportional_odds
from poet.associate.whole import Associations, associations
from poet.frame import Coded, Frame
from poet.instrument import Instrument, parse

RESPONSES, PROCESS, OUTCOMES, AREAS = 8_000, 12, 10, 153
REPLICATES = 1_000
AT_LEAST = 10

Columns = NDArray[np.float64]


def measure() -> list[Row]:
    """The whole analysis, and its two heaviest parts each beside its peer."""
    frame = _frame()
    areas = np.repeat(np.arange(AREAS), np.diff(frame.starts))
    scores = {item: 5.0 - column.codes for item, column in frame.columns.items() if isinstance(column, Coded)}
    met = np.column_stack([scores[f"p{item}"] >= 3 for item in range(PROCESS)]).astype(np.float64)
    outcome = scores["o0"]
    _check_same(met, outcome, areas)
    assert isinstance(associations(frame), Associations)
    whole, models, theirs, shares, refits = in_turns(
        lambda: associations(frame),
        lambda: [proportional_odds(outcome, column, areas, good_from=3) for column in met.T],
        lambda: [_statsmodels(outcome, column, areas) for column in met.T],
        lambda: importance(outcome, met, areas, replicates=REPLICATES),
        lambda: _refitted(outcome, met, areas),
        times=2,
    )
    size = f"{RESPONSES:,} x {PROCESS} process x {OUTCOMES} outcomes x {AREAS} areas"
    # The peer would take many minutes for all outcomes, so it is timed on one.
    by_hand = OUTCOMES * (theirs + refits)
    drawn = f"{REPLICATES:,} replicates"
    return [
        _row(f"all associations of {size} (peer: the two below for one outcome, times {OUTCOMES})", whole, by_hand),
        _row(f"{PROCESS} odds models with area effect, test and percentages (statsmodels: fits alone)", models, theirs),
        _row(f"shares of {PROCESS} conditions with {drawn} (least squares set by set: without any)", shares, refits),
    ]


def _row(name: str, ours: float, peer: float) -> Row:
    bar = f"{AT_LEAST} times faster than refitting in a loop"
    return Row(issue="honest-numbers", name=name, value=ours, unit="s", peer=peer, bar=bar, ok=peer >= AT_LEAST * ours)


def _statsmodels(outcome: Columns, met: Columns, areas: NDArray[np.int64]) -> Columns:
    """The same model as statsmodels fits it."""
    from statsmodels.miscmodels.ordinal_model import OrderedModel

    mean = (np.bincount(areas, met) / np.bincount(areas))[areas]
    fitted = OrderedModel(outcome, np.column_stack([met - mean, mean]), distr="logit").fit(method="bfgs", disp=0)
    return np.asarray(fitted.params, np.float64)


def _refitted(outcome: Columns, met: Columns, areas: NDArray[np.int64]) -> Columns:
    """What each condition adds to R-squared, every set of conditions fitted by least squares."""
    people = np.bincount(areas)
    left = np.column_stack([met, outcome])
    left = left - np.stack([np.bincount(areas, column) / people for column in left.T], axis=1)[areas]
    design, target = left[:, :-1], left[:, -1]
    explained = {(): 0.0}
    number = design.shape[1]
    for size in range(1, number + 1):
        for chosen in combinations(range(number), size):
            residual = np.linalg.lstsq(design[:, chosen], target, rcond=None)[1]
            explained[chosen] = 1 - float(residual[0]) / float(target @ target)
    shares = np.zeros(number)
    for chosen, reached in explained.items():
        weight = factorial(len(chosen) - 1) * factorial(number - len(chosen)) / factorial(number) if chosen else 0.0
        for one in chosen:
            shares[one] += weight * (reached - explained[tuple(other for other in chosen if other != one)])
    return shares


def _check_same(met: Columns, outcome: Columns, areas: NDArray[np.int64]) -> None:
    """Both must say the same before either is timed."""
    ours = proportional_odds(outcome, met[:, 0], areas, good_from=3)
    assert isinstance(ours, ProportionalOdds)
    np.testing.assert_allclose(ours.effects[0].log_odds, _statsmodels(outcome, met[:, 0], areas)[0], atol=1e-3)
    few = importance(outcome, met[:, :5], areas, replicates=2)
    assert isinstance(few, Importance)
    np.testing.assert_allclose([share.value for share in few.shares], _refitted(outcome, met[:, :5], areas), atol=1e-9)


def _frame() -> Frame:
    """Made-up answers in which what people lived through shows in everything they say."""
    dice = np.random.default_rng(2014)
    areas = np.sort(dice.integers(0, AREAS, RESPONSES))
    lived = dice.normal(size=AREAS)[areas] * 0.5 + dice.normal(size=RESPONSES)
    names = [*(f"p{item}" for item in range(PROCESS)), *(f"o{item}" for item in range(OUTCOMES))]
    felt = [lived + dice.normal(size=RESPONSES) * 1.3 for _ in names]
    columns = {
        name: Coded((5 - np.digitize(one, [-1.5, -0.6, 0.2, 1.2])).astype(np.uint8))
        for name, one in zip(names, felt, strict=True)
    }
    starts = np.zeros(AREAS + 1, np.int64)
    np.cumsum(np.bincount(areas, minlength=AREAS), out=starts[1:])
    return Frame(_instrument(), RESPONSES, tuple(f"Area {area}" for area in range(AREAS)), starts, columns)


def _instrument() -> Instrument:
    sides = ("favourable", "favourable", "neutral", "unfavourable", "unfavourable")
    options = ", ".join(
        f'{{ code = "c{place}", text = "{place}", side = "{side}" }}' for place, side in enumerate(sides)
    )
    sections = "".join(
        f'[[sections]]\nid = "{kind}"\ntitle = "S"\nkind = "{kind}"\n' for kind in ("process", "outcome")
    )
    asked = "".join(
        f'[[items]]\nid = "{name}{item}"\nsection = "{kind}"\nkind = "one"\nscale = "often"\nask = "{name}{item}?"\n'
        for name, kind, number in (("p", "process", PROCESS), ("o", "outcome", OUTCOMES))
        for item in range(number)
    )
    return parse(
        f'id = "bench"\nversion = "1"\ntitle = "Bench"\nrespondents = "people"\n[[scales]]\nid = "often"\n'
        f"options = [{options}]\n{sections}{asked}",
        "bench.toml",
    )
