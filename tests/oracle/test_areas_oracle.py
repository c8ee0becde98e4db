"""Bands, reliability and ranks over every kind of table: the same whoever stands first, and a reason instead of rubbish."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from poet.associate.areas import (
    Band,
    Banding,
    RankInterval,
    Reliability,
    band,
    band_scores,
    rank_intervals,
    ranks,
    reliability,
)
from poet.measure import Interval, NotEstimable

tallies = st.integers(0, 300).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
tables = st.lists(tallies, max_size=40)
rubbish = st.one_of(st.integers(-3, 30), st.floats(allow_nan=True), st.none(), st.text(max_size=2), st.just([1]))
sensible = (Band, NotEstimable)


def columns(table):
    return [count for count, _ in table], [base for _, base in table]


@given(tables, st.randoms())
def test_whoever_stands_first_every_area_keeps_its_band_and_reliability(table, dice):
    order = dice.sample(range(len(table)), len(table))
    here, there = (band(*columns(one)) for one in (table, [table[at] for at in order]))
    if isinstance(here, NotEstimable):
        assert here == there
        return
    assert there.tau2 == pytest.approx(here.tau2, rel=1e-9, abs=1e-12)
    assert np.allclose(there.z_adjusted, here.z_adjusted[order], equal_nan=True)
    found, moved = (reliability(*columns(one)) for one in (table, [table[at] for at in order]))
    if isinstance(found, Reliability):
        assert moved.by_area == pytest.approx(found.by_area[order], rel=1e-6, abs=1e-9)


@given(tables)
def test_turning_favourable_into_unfavourable_mirrors_distances_and_keeps_reliability(table):
    counts, bases = columns(table)
    here, there = band(counts, bases), band([n - x for x, n in table], bases)
    if isinstance(here, NotEstimable):
        assert here == there
        return
    assert np.allclose(here.z_adjusted, -there.z_adjusted, equal_nan=True)
    found, turned = reliability(counts, bases), reliability([n - x for x, n in table], bases)
    if isinstance(found, Reliability):
        assert turned.model.icc == pytest.approx(found.model.icc, rel=1e-6, abs=1e-9)
        assert turned.model.mean == pytest.approx(1 - found.model.mean, abs=1e-7)


@given(tables)
def test_reliability_lies_between_nought_and_one_and_grows_with_the_base(table):
    counts, bases = columns(table)
    found = reliability(counts, bases)
    if isinstance(found, Reliability):
        assert 0 <= found.model.icc < 1
        assert ((found.by_area >= 0) & (found.by_area < 1)).all()
        in_order = found.by_area[np.argsort(bases)]
        assert (np.diff(in_order) >= 0).all()


@given(st.lists(rubbish, max_size=8), st.lists(rubbish, max_size=8))
def test_rubbish_gets_a_reason_and_no_number(counts, bases):
    for found in (band(counts, bases), reliability(counts, bases), ranks(counts, bases)):
        assert isinstance(found, Banding | Reliability | NotEstimable | tuple)
        if not isinstance(found, NotEstimable):
            assert all(0 <= count <= base for count, base in zip(counts, bases, strict=True))


@given(st.lists(rubbish, max_size=8), st.lists(rubbish, max_size=8), st.lists(rubbish, max_size=8))
def test_rubbish_scores_get_a_reason_or_a_finite_distance(means, errors, bases):
    found = band_scores(means, errors, bases)
    if isinstance(found, Banding):
        told = [z for z, base in zip(found.z_adjusted, bases, strict=True) if base > 0]
        assert np.isfinite(told).all()


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.3)), min_size=1, max_size=12))
def test_rank_intervals_agree_with_counting_on_fingers(drawn):
    intervals = [Interval(low, low + width) for low, width in drawn]
    for place, (found, own) in enumerate(zip(rank_intervals(intervals), intervals, strict=True)):
        others = [one for at, one in enumerate(intervals) if at != place]
        others = [one for one in others if (one.low, one.high) != (own.low, own.low) or own.low != own.high]
        ahead = sum(one.low >= own.high for one in others)
        behind = sum(one.high <= own.low for one in others)
        assert found == RankInterval(ahead + 1, len(intervals) - behind)


@given(tables)
def test_the_order_of_the_raw_shares_lies_inside_the_rank_intervals(table):
    counts, bases = columns(table)
    found = ranks(counts, bases)
    if isinstance(found, NotEstimable):
        return
    shares = [(count / base, one) for (count, base), one in zip(table, found, strict=True) if base]
    for share, one in shares:
        higher = sum(other > share for other, _ in shares)
        equal = sum(other == share for other, _ in shares)
        assert one.best <= higher + equal
        assert one.worst >= higher + 1
