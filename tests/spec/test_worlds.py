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
from poet.protect.proof.kept import spread_of
from poet.protect.proof.system import ENDLESS, NoWorld, Piece
from poet.protect.proof.worlds import UNTOLD, Spread, binding, interval, spread
from poet.protect.views import rule_of


def piece(left, right):
    """Equations whose quantities are the kinds of people themselves."""
    left = sparse.csr_array(np.array(left, np.int64))
    each = sparse.csr_array(np.eye(left.shape[1], dtype=np.int64))
    none = sparse.csr_array((left.shape[1], left.shape[1]), dtype=np.int64)
    return Piece(left, np.array(right, np.int64), each, none, np.arange(left.shape[1]), ((),) * left.shape[0])


def ends(of, quantity):
    found = interval(of, quantity)
    assert found.reached == (True, True)
    return found.low, found.high


def test_a_count_that_is_bounded_has_both_its_ends():
    assert ends(piece([[1, 1]], [12]), 0) == (0, 12)


def test_a_count_that_nothing_bounds_has_no_end():
    """As many ticked as did not tick, and no figure says how many."""
    both = piece([[1, -1]], [0])
    assert ends(both, 0) == (0, int(ENDLESS))
    assert binding(both, 0) <= {0}


def test_a_world_larger_than_the_searches_go_is_a_world():
    """Kind 0 is 5,000 times kind 1, of which there is one at least: nothing that is printed comes near so many."""
    large = piece([[1, -5000, 0], [0, 1, -1]], [0, 1])
    assert 1 + UNTOLD < 5000
    assert ends(large, 0) == (5000, int(ENDLESS))
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
    seen = Seen(subject, subject.lattice.known, subject.covered[0], tuple(sorted(set(people.place[0].values()))))
    ladders = people_ladder(np.full(len(subject.groups), 3, np.int64))
    with pytest.raises(Stuck, match=r"audit the ledger \(poet audit\)"):
        planned(ladders, [seen], STANDARD, rule_of(STANDARD), Cache())


def looked_for(of, cache, known=None, *, look=True):
    size = len(of.quantities)
    return spread_of(of, np.full(size, 9), 5, cache, known or Spread.none(size), look=look)


def test_worlds_of_the_same_figures_are_looked_for_once():
    cache = Cache()
    looked_for(piece([[1, 1]], [12]), cache)
    looked_for(piece([[1, 1]], [12]), cache)
    assert cache.solved == 1


def test_a_world_with_one_person_more_is_a_world_of_the_figures_with_one_more():
    """13 people of two kinds: whatever 12 may be, 13 may be with one more of the first."""
    cache = Cache()
    before = looked_for(piece([[1, 1]], [12]), cache)
    assert piece([[1, 1]], [13]).one_more_than(np.array([12])) == 0
    after = looked_for(piece([[1, 1]], [13]), cache)
    assert list(after.high) == [int(before.high[0]) + 1, int(before.high[1])]
    assert list(after.low) == [int(before.low[0]) + 1, int(before.low[1])]


def test_two_more_or_one_who_is_in_no_figure_alone_are_looked_for_anew():
    assert piece([[1, 1]], [14]).one_more_than(np.array([12])) is None
    assert piece([[1, 1], [1, 0]], [12, 4]).one_more_than(np.array([12, 3])) is None
    assert piece([[1, 1]], [12]).one_more_than(np.array([12])) is None


def test_what_is_known_is_not_looked_for_and_is_kept():
    cache = Cache()
    known = Spread(np.array([0, 0]), np.array([12, 12]))
    found = looked_for(piece([[1, 1]], [12]), cache, known, look=False)
    assert (list(found.low), list(found.high), cache.solved) == ([0, 0], [12, 12], 0)


def test_a_spread_reaches_the_ends_of_counts_that_bind_one_another():
    """Each of twelve pairs shares its people with the next, so that no single world shows all of them at their most."""
    size = 12
    rows = [[1 if at in (one, one + 1) else 0 for at in range(size)] for one in range(size - 1)]
    found = looked_for(piece(rows, [7] * (size - 1)), Cache())
    assert list(found.high - found.low) == [7] * size
