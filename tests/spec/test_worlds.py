"""How far a count may go, the manual: what is bounded, what has no end, and when a planner gives up."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from poet.protect import STANDARD, Population, Structure, Waves
from poet.protect.ledger import Draft, Respondents
from poet.protect.planning import Seen, Stuck, planned
from poet.protect.preparing import people_ladder
from poet.protect.proof.audit import Cache
from poet.protect.proof.history import people_of, subjects
from poet.protect.proof.system import ENDLESS, NoWorld, Piece
from poet.protect.proof.worlds import UNTOLD, binding, interval, spread
from poet.protect.views import rule_of


def piece(left, right):
    """Equations whose quantities are the kinds of people themselves."""
    left = sparse.csr_array(np.array(left, np.int64))
    each = sparse.csr_array(np.eye(left.shape[1], dtype=np.int64))
    none = sparse.csr_array((left.shape[1], left.shape[1]), dtype=np.int64)
    return Piece(left, np.array(right, np.int64), each, none, np.arange(left.shape[1]), ((),) * left.shape[0])


def ends(of, quantity):
    found = interval(of, quantity)
    return found.low, found.high, found.exact


def test_a_count_that_is_bounded_has_both_its_ends():
    assert ends(piece([[1, 1]], [12]), 0) == (0, 12, True)


def test_a_count_that_nothing_bounds_has_no_end():
    """As many ticked as did not tick, and no figure says how many."""
    both = piece([[1, -1]], [0])
    assert ends(both, 0) == (0, int(ENDLESS), True)
    assert binding(both, 0) <= {0}


def test_a_world_larger_than_the_searches_go_is_a_world():
    """Kind 0 is 5,000 times kind 1, of which there is one at least: nothing that is printed comes near so many."""
    large = piece([[1, -5000, 0], [0, 1, -1]], [0, 1])
    assert 1 + UNTOLD < 5000
    assert ends(large, 0) == (5000, int(ENDLESS), True)
    assert not (spread(large, np.full(3, 9), 5).high > 0).any()


def test_figures_that_nobody_could_have_given_have_no_world():
    with pytest.raises(NoWorld):
        interval(piece([[1, 1], [1, 1]], [12, 13]), 0)
    with pytest.raises(NoWorld):
        interval(piece([[2, 2]], [13]), 0)


def test_a_planner_that_can_hold_back_nothing_more_stops_and_says_what_to_do():
    """A figure of 3 stands in the release itself, where no plan put it: holding back cannot help."""
    structure = Structure(("Anyshire", "Othershire"), {"area": {"Anyshire": (0,), "Othershire": (1,)}})
    draft = Draft(
        at="2026-12-18T12:00:00+00:00",
        audience="public",
        rule=rule_of(STANDARD),
        population=Population("2026 to 2027", "world/1"),
        waves=Waves(("term 1",)),
        structure=structure,
        questions=(),
        respondents=(Respondents("area", "Anyshire", 3),),
        tables=(),
    )
    (subject,), people = subjects([draft]), people_of([draft])
    seen = Seen(subject, subject.lattice.known, people.covered[0], tuple(sorted(set(people.place[0].values()))))
    ladders = people_ladder(np.full(len(subject.groups), 3, np.int64))
    with pytest.raises(Stuck, match=r"audit the ledger \(poet audit\)"):
        planned(ladders, [seen], STANDARD, rule_of(STANDARD), Cache())
