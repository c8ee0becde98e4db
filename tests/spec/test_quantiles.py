"""The quantiles and tail areas that intervals and tests rest on, beside printed tables and scipy."""

import numpy as np
import pytest
from scipy import stats

from poet.measure import chi_squared_p, student, student_p, two_sided


def test_the_normal_quantiles_are_those_of_every_table():
    assert [round(two_sided(level), 6) for level in (0.90, 0.95, 0.99, 0.998)] == [
        1.644854,
        1.959964,
        2.575829,
        3.090232,
    ]


def test_students_t_is_that_of_the_printed_table():
    assert [round(float(one), 3) for one in student(0.95, [1, 4, 9, 30, 120])] == [12.706, 2.776, 2.262, 2.042, 1.980]


def test_tail_areas_agree_with_scipy():
    at, freedom = np.array([-2.1, 0.0, 0.4, 5.5]), np.array([3, 8, 17.683, 400])
    assert student_p(at, freedom) == pytest.approx(2 * stats.t.sf(np.abs(at), freedom), rel=1e-9)
    assert chi_squared_p([0.0, 3.841459, 8.2249]) == pytest.approx(stats.chi2.sf([0.0, 3.841459, 8.2249], 1), rel=1e-9)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95, float("nan")])
def test_a_confidence_that_is_none_is_refused(confidence):
    for function in (two_sided, lambda level: student(level, 9)):
        with pytest.raises(ValueError, match="it lies between 0 and 1"):
            function(confidence)
