"""Linear programs over the worlds of one piece: the same equations, asked for one end after another.

A piece is asked for the ends of hundreds of counts, and each end lies near the one before: HiGHS goes on from where it ended,
which is many times faster than beginning anew. What is found as an end is the same either way; which world has it may not be.
"""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_Status = highspy.HighsModelStatus
_ANSWERS = (_Status.kOptimal, _Status.kUnbounded, _Status.kInfeasible, _Status.kUnboundedOrInfeasible)


class Unanswered(RuntimeError):
    """The solver gave up. Nothing may be concluded from that, least of all that a count has no end."""


_SETTINGS: dict[str, bool | int | str] = {"output_flag": False, "threads": 1, "parallel": "off", "solver": "simplex"}
# Where a program goes on it stands in a world already, and only what is asked for has changed: the primal simplex method.
_PRIMAL = 4


class Programs:
    """The equations `left @ people == right`, people >= 0, kept in the solver between two questions."""

    def __init__(self, left: sparse.csr_array, right: Ints) -> None:
        self.kinds = left.shape[1]
        self.every = np.arange(self.kinds, dtype=np.int32)
        self.most = np.inf
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in _SETTINGS.items():
            self.solver.setOptionValue(name, value)
        self.solver.passModel(self._model(left, right.astype(np.float64)))
        self.is_begun = False

    def _model(self, left: sparse.csr_array, right: Floats) -> highspy.HighsLp:
        columns = sparse.csc_array(left, dtype=np.float64)
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = left.shape
        model.col_cost_, model.col_lower_ = np.zeros(self.kinds), np.zeros(self.kinds)
        model.col_upper_ = np.full(self.kinds, self.most)
        model.row_lower_ = model.row_upper_ = right
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_ = columns.indptr, columns.indices
        model.a_matrix_.value_ = columns.data
        return model

    def least(self, aim: Floats, most: float) -> Floats | None:
        """People with the least of what `aim` weighs, in any numbers up to `most` of a kind; None where it has no end, or
        there are no such people."""
        if most != self.most:
            self.most = most
            self.solver.changeColsBounds(self.kinds, self.every, np.zeros(self.kinds), np.full(self.kinds, most))
        self.solver.changeColsCost(self.kinds, self.every, aim)
        if not self._has_end():
            return None
        return np.array(self.solver.getSolution().col_value)

    def _has_end(self) -> bool:
        """Search; whether there is an end. Where the solver gave up it begins anew, once."""
        for anew in (False, True):
            if anew:
                self.solver.clearSolver()
            self.solver.run()
            self._go_on_from_here()
            status = self.solver.getModelStatus()
            if status in _ANSWERS:
                return bool(status == _Status.kOptimal)
        raise Unanswered(self.solver.modelStatusToString(status))

    def _go_on_from_here(self) -> None:
        if not self.is_begun:
            self.is_begun = True
            self.solver.setOptionValue("presolve", "off")
            self.solver.setOptionValue("simplex_strategy", _PRIMAL)
