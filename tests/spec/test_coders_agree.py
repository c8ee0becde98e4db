"""Krippendorff's alpha beside its author's own example, beside Fleiss' kappa, and counted pair by pair."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

from poet.associate.coders import CodersAgree, Measured, krippendorff_alpha
from poet.associate.words import NOBODY_CODED_TWICE, ONE_CODE
from poet.measure import NotEstimable

_ = float("nan")
# Krippendorff 2011: four coders, twelve units, with missing codings.
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
codings = (
    st.integers(2, 4)
    .flatmap(
        lambda coders: st.lists(
            st.lists(st.sampled_from([1.0, 2.0, 4.0, _]), min_size=coders, max_size=coders), min_size=2, max_size=9
        )
    )
    .map(lambda units: np.array(units).T)
)


@pytest.mark.parametrize(
    ("measured", "alpha"), [(Measured.NOMINAL, 0.743), (Measured.ORDINAL, 0.815), (Measured.INTERVAL, 0.849)]
)
def test_the_example_of_its_author_with_missing_codings(measured, alpha):
    found = krippendorff_alpha(PUBLISHED, measured)
    assert round(found.value, 3) == alpha
    # The last unit was coded by one coder alone and tells nothing.
    assert (found.units, found.coders, found.codings) == (11, 4, 40)


def by_pairs(table, measured):
    """By the definition: how far apart all pairs of codings of a unit are, beside all pairs of codings there are."""
    units = [[one for one in unit if np.isfinite(one)] for unit in np.asarray(table).T]
    units = [unit for unit in units if len(unit) > 1]
    everything = [one for unit in units for one in unit]

    def apart(one, other):
        if measured is Measured.NOMINAL:
            return float(one != other)
        if measured is Measured.INTERVAL:
            return (one - other) ** 2
        low, high = min(one, other), max(one, other)
        return (
            sum(low <= each <= high for each in everything) - sum(each in (low, high) for each in everything) / 2
        ) ** 2 * (one != other)

    observed = sum(sum(apart(*two) for two in permutations(unit, 2)) / (len(unit) - 1) for unit in units)
    expected = sum(apart(*two) for two in permutations(everything, 2)) / (len(everything) - 1)
    return 1 - observed / expected


@pytest.mark.parametrize("measured", Measured)
@given(table=codings)
def test_alpha_is_what_counting_pairs_gives(measured, table):
    found = krippendorff_alpha(table, measured)
    if isinstance(found, CodersAgree):
        assert found.value == pytest.approx(by_pairs(table, measured), abs=1e-9)
        assert found.value <= 1 + 1e-12


@given(codings)
def test_the_order_of_coders_and_units_and_the_names_of_codes_change_nothing(table):
    found = krippendorff_alpha(table)
    again = krippendorff_alpha(np.where(table == 2, 9.0, -table)[::-1, ::-1])
    assert isinstance(again, type(found))
    if isinstance(found, CodersAgree):
        assert again.value == pytest.approx(found.value, abs=1e-12)


def test_where_everybody_codes_everything_it_is_fleiss_kappa_but_for_the_number_of_codings():
    table = np.random.default_rng(1980).integers(0, 3, (4, 60)).astype(float)
    kappa = fleiss_kappa(aggregate_raters(table.T.astype(int))[0], method="fleiss")
    assert krippendorff_alpha(table).value == pytest.approx(1 - (1 - kappa) * (240 - 1) / 240, abs=1e-12)


def test_codes_of_any_size_agree_alike():
    table = np.array(PUBLISHED)
    one, other = (krippendorff_alpha(table * unit, Measured.INTERVAL).value for unit in (1, 1e200))
    assert one == pytest.approx(other)


def test_coders_of_one_mind_agree_wholly():
    assert krippendorff_alpha([[1, 2, 3], [1, 2, 3]]).value == 1


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ([[1, _], [_, 2]], NOBODY_CODED_TWICE),
        ([[1, 2]], NOBODY_CODED_TWICE),
        (np.empty((0, 0)), NOBODY_CODED_TWICE),
        (np.full((3, 5), _), NOBODY_CODED_TWICE),
        ([[3, 3], [3, 3]], ONE_CODE),
    ],
)
def test_where_nothing_tells_of_agreement_the_reason_is_told(table, why):
    assert krippendorff_alpha(table) == NotEstimable(why)


@pytest.mark.parametrize("table", [[1, 2, 3], [[1, float("inf")], [1, 2]]])
def test_what_is_no_table_of_codings_is_refused(table):
    with pytest.raises(ValueError, match="coders by units"):
        krippendorff_alpha(table)
