"""The linear programs of the proof: asked one after another they find the ends that are found anew, and say when there is none."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import linprog

from poet.protect.proof.programs import Programs, Unanswered


def equations(seed: int) -> tuple[sparse.csr_array, np.ndarray]:
    """Random equations that some people fulfil."""
    dice = np.random.default_rng(seed)
    left = sparse.csr_array(dice.integers(0, 2, (6, 14)))
    return left, left @ dice.integers(0, 9, 14)


@pytest.mark.parametrize("seed", range(12))
def test_an_end_is_the_same_however_many_were_asked_for_before(seed: int) -> None:
    left, right = equations(seed)
    programs, dice = Programs(left, right), np.random.default_rng(seed)
    for turn in range(30):
        aim = dice.integers(-2, 3, 14).astype(np.float64)
        most = (np.inf, 40.0)[turn % 2]
        found = programs.least(aim, most)
        anew = linprog(aim, A_eq=left, b_eq=right, bounds=(0, None if most == np.inf else most))
        assert (found is None) == (anew.x is None)
        if found is not None:
            assert aim @ found == pytest.approx(anew.fun)
            assert left @ found == pytest.approx(right)
            assert found.min() >= -1e-7
            assert found.max() <= most + 1e-7


def test_where_there_is_no_end_or_nobody_fits_there_is_no_answer() -> None:
    free = Programs(sparse.csr_array(np.array([[1, -1]])), np.array([0]))
    assert free.least(np.array([-1.0, 0.0]), np.inf) is None
    assert free.least(np.array([-1.0, 0.0]), 7.0) == pytest.approx([7, 7])
    nobody = Programs(sparse.csr_array(np.array([[1, 1], [1, 1]])), np.array([3, 4]))
    assert nobody.least(np.zeros(2), np.inf) is None


def test_a_solver_that_gives_up_is_not_taken_for_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = equations(1)
    programs = Programs(left, right)
    programs.solver.setOptionValue("simplex_iteration_limit", 0)
    programs.solver.setOptionValue("presolve", "off")
    with pytest.raises(Unanswered):
        programs.least(np.ones(14), np.inf)


def test_nothing_is_said_on_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    Programs(*equations(2)).least(np.ones(14), np.inf)
    assert capfd.readouterr().out == ""
