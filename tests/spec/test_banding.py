"""Which areas stand out: the definition of Spiegelhalter 2005 written out again by hand, and published figures."""

from __future__ import annotations

from math import asin, nan, sin, sqrt

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from poet.associate.areas import Band, Banding, Spread, band, expected, gated, limits, shrinking, words
from poet.associate.areas.limits import FEW
from poet.measure import NotEstimable

# 40 areas, so that the limits are 1.96 and 3.09: 36 between 50 and 80 %, two far below, two far above.
BASES = [50 + place % 7 for place in range(40)]
COUNTS = [round(base * (0.5 + 0.03 * (place % 11))) for place, base in enumerate(BASES)]
COUNTS[3], COUNTS[17], COUNTS[20], COUNTS[31] = 12, 8, 53, 48


def test_winsorising_a_tenth_of_each_tail_shrinks_the_mean_square_to_the_published_factor():
    assert shrinking(0.1) == pytest.approx(0.67865456, abs=5e-9)
    assert shrinking(0) == 1


@pytest.mark.parametrize("share", [0.02, 0.1, 0.25, 0.4])
def test_the_factor_is_the_integral_it_stands_for(share):
    edge = norm.ppf(1 - share)
    inside = quad(lambda z: z * z * norm.pdf(z), -edge, edge)[0]
    assert shrinking(share) == pytest.approx(inside + 2 * share * edge**2, abs=1e-10)


def by_hand(counts, bases, c):
    """Row by row as the definition says, in plain Python: quantiles of type 7, weights 4n."""
    target = asin(sqrt(sum(counts) / sum(bases)))
    y = [asin(sqrt(count / base)) for count, base in zip(counts, bases, strict=True)]
    s = [1 / (2 * sqrt(base)) for base in bases]
    z = [(one - target) / error for one, error in zip(y, s, strict=True)]
    ordered = sorted(z)

    def quantile(share):
        place = share * (len(z) - 1)
        low = int(place)
        return ordered[low] + (place - low) * (ordered[min(low + 1, len(z) - 1)] - ordered[low])

    squares = [min(max(one, quantile(0.1)), quantile(0.9)) ** 2 for one in z]
    w = [1 / error**2 for error in s]
    tau2 = max(0, (sum(squares) / c - (len(z) - 1)) / (sum(w) - sum(one**2 for one in w) / sum(w)))
    return sum(squares) / len(z), tau2, [(one - target) / sqrt(e**2 + tau2) for one, e in zip(y, s, strict=True)]


@pytest.mark.parametrize("c", [0.67865456, 1.0])  # c = 1 is R FunnelPlotR's definition
def test_phi_tau_and_distances_are_those_of_the_definition(c):
    found = band(COUNTS, BASES, c=c)
    phi, tau2, z = by_hand(COUNTS, BASES, c)
    assert (found.phi, found.tau2) == (pytest.approx(phi, rel=1e-12), pytest.approx(tau2, rel=1e-12))
    assert found.z_adjusted.tolist() == pytest.approx(z, rel=1e-12)
    assert tau2 > 0


def test_areas_beyond_the_limits_are_flagged_on_their_side_and_no_others():
    found = band(COUNTS, BASES)
    flagged = {place: one for place, one in enumerate(found.bands) if one is not Band.AS_EXPECTED}
    assert flagged == {3: Band.MUCH_WORSE, 17: Band.MUCH_WORSE, 20: Band.MUCH_BETTER, 31: Band.BETTER}
    assert {tuple(pair) for pair in found.limits.tolist()} == {(1.959964, 3.090232)}


def test_the_usual_formula_takes_some_of_the_spread_for_chance_and_so_flags_more():
    assert band(COUNTS, BASES, c=1.0).tau2 < band(COUNTS, BASES).tau2


def test_turning_every_answer_round_turns_every_band_round():
    turned = band([base - count for count, base in zip(COUNTS, BASES, strict=True)], BASES)
    assert turned.z_adjusted.tolist() == pytest.approx((-band(COUNTS, BASES).z_adjusted).tolist())


def test_a_target_from_outside_is_kept():
    found = band(COUNTS, BASES, target=0.5)
    y, s = asin(sqrt(COUNTS[0] / BASES[0])), 1 / (2 * sqrt(BASES[0]))
    assert (found.target, found.z[0]) == (0.5, pytest.approx((y - asin(sqrt(0.5))) / s))
    assert band(COUNTS, BASES, target=1.2) == NotEstimable(words.BAD_TARGET)


def test_limits_as_shares_stop_at_nobody_and_everybody():
    found = Banding(0.95, 1.0, 0.01, *(np.empty(0),) * 3, ())
    high = expected(found, 20, limit=1.959964)
    assert high.high == 1.0
    angle = asin(sqrt(0.95)) - 1.959964 * sqrt(1 / 80 + 0.01)
    assert high.low == pytest.approx(sin(angle) ** 2)
    low = expected(Banding(0.03, 1.0, 0.01, *(np.empty(0),) * 3, ()), 20, limit=3.09)
    assert low.low == 0.0


def test_few_areas_are_held_against_limits_of_their_own():
    nine = band([30, 33, 35, 31, 36, 34, 29, 32, 48], [50] * 9)
    by_chance, by_far = FEW[9][:2], FEW[9][2:]
    beyond = sqrt(nine.tau2 / (1 / 200 + nine.tau2))
    expected_pair = [(1 - beyond) * near + beyond * far for near, far in zip(by_chance, by_far, strict=True)]
    assert nine.limits[0].tolist() == pytest.approx(expected_pair)
    assert nine.bands[-1] is not Band.AS_EXPECTED
    normal = band([30, 33, 35, 31, 36, 34, 29, 32, 48], [50] * 9, few=False)
    assert normal.limits[0].tolist() == [1.959964, 3.090232]
    assert normal.z_adjusted.tolist() == nine.z_adjusted.tolist()


def test_the_limits_of_few_areas_grow_towards_the_normal_ones():
    assert [FEW[n][0] for n in sorted(FEW)] == sorted(FEW[n][0] for n in FEW)
    assert FEW[29][0] < 1.96
    assert abs(FEW[29][2] - 1.96) < 0.05


def test_an_area_where_nobody_answered_has_no_band_and_moves_no_other():
    found = band([*COUNTS, 0], [*BASES, 0])
    assert found.bands == (*band(COUNTS, BASES).bands, NotEstimable(words.NOBODY))


@pytest.mark.parametrize(
    ("counts", "bases", "why"),
    [
        ([], [], words.ONE_AREA),
        ([3], [5], words.ONE_AREA),
        ([3, 0, 0], [5, 0, 0], words.ONE_AREA),
        ([0, 0], [0, 0], words.NOBODY_ANYWHERE),
        ([3, 4, 3, 4], [5] * 4, words.FEW_AREAS.format(least=5)),
        ([5] * 6, [5] * 6, words.ALL_THE_SAME),
        ([0] * 6, [5] * 6, words.ALL_THE_SAME),
        ([nan, 1, 2], [5, 5, 5], words.NOT_NUMBERS),
        ([1, None, 2], [5, 5, 5], words.NOT_NUMBERS),
        ([1, "x", 2], [5, 5, 5], words.NOT_NUMBERS),
        ([1, 2, 3], [5, 5, float("inf")], words.NOT_NUMBERS),
        ([1.5, 2, 3], [5, 5, 5], words.NOT_WHOLE),
        ([-1, 2, 3], [5, 5, 5], words.IMPOSSIBLE),
        ([6, 2, 3], [5, 5, 5], words.IMPOSSIBLE),
        ([1, 2, 3], [5, 5, 1e300], words.TOO_MANY),
        ([1, 2], [5, 5, 5], words.UNEQUAL),
        ([[1, 2]], [[5, 5]], words.UNEQUAL),
    ],
)
def test_what_cannot_be_banded_says_why(counts, bases, why):
    assert band(counts, bases) == NotEstimable(why)


@pytest.mark.parametrize("c", [0, -1, nan])
def test_a_factor_that_cannot_be_is_refused_instead_of_calling_all_areas_ordinary(c):
    with pytest.raises(ValueError, match="cannot have shrunk"):
        band(COUNTS, BASES, c=c)


def test_areas_of_one_person_are_banded_as_the_little_they_are():
    found = band([1, 0, 1, 1, 0, 1], [1] * 6)
    assert set(found.bands) == {Band.AS_EXPECTED}


def test_behind_the_gate_only_reliable_areas_keep_their_band():
    found = band(COUNTS, BASES)
    reliable = np.array([0.7 if place < 20 else 0.69 for place in range(40)])
    told = gated(found, reliable, BASES)
    assert told[:20] == found.bands[:20]
    assert set(told[20:]) == {NotEstimable(words.NOT_ENOUGH)}
    assert set(gated(found, reliable, BASES, least=1000)) == {NotEstimable(words.NOT_ENOUGH)}


def test_fewer_than_five_areas_have_no_limits():
    with pytest.raises(KeyError):
        limits(Spread(1.0, 0.0, np.zeros(4), np.zeros(4)), np.ones(4), np.full(4, 0.25))
