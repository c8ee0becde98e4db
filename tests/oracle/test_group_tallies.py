"""Tallies of groups beside the page that tells how many they are part of, kept at every move by somebody who solves for who
came by which."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.optimize import linprog

from poet.protect.group_tallies import Among, moved
from poet.protect.tally import tens

GROUPS = ("Elm", "Oak", "Yew")
OTHERS = len(GROUPS)


def history(seed, moves, rule, favourite):
    """At each move of the page: how many came by each way by then, and what is told of the groups."""
    dice = random.Random(seed)
    came, told, found, people = [0] * 4, dict.fromkeys(GROUPS, 0), [], 0
    weights = [dice.random() ** 3 for _ in GROUPS] + [0.4 * dice.random()]
    weights[favourite] += 1
    for _ in range(moves):
        for _ in range(dice.choice([10, 10, 11, 13, 21])):
            came[dice.choices(range(4), weights)[0]] += 1
        among = [Among(frozenset(GROUPS), sum(came), sum(came) - people)]
        told, people = rule(told, dict(zip(GROUPS, came[:3], strict=True)), among), sum(came)
        found.append((tuple(came), dict(told)))
    return found


def at_once(_told, counts, _among):
    """What it was like before: each group in tens, whatever else is told."""
    return {name: tens(number) for name, number in counts.items()}


def intervals(found):
    """The least and most of who came by each way in each stretch of moves, by all that was told; somebody who is told of a
    group that it has so many or more knows also where it has no ten more."""
    moves = len(found)
    equal, left, right = np.zeros((moves, moves * 4)), [], []
    for at, (_, told) in enumerate(found):
        equal[at, at * 4 : at * 4 + 4] = 1
        for group, name in enumerate(GROUPS):
            row = np.zeros(moves * 4)
            row[group : at * 4 + 4 : 4] = 1
            left.append(-row)
            right.append(-told[name])
            if tens(found[at][0][group]) == told[name]:
                left.append(row)
                right.append(told[name] + 9)
    people = np.diff([0, *(sum(came) for came, _ in found)])
    for way in range(4):
        for first in range(moves):
            for last in range(first, moves):
                aim = np.zeros(moves * 4)
                aim[first * 4 + way : last * 4 + 4 : 4] = 1
                ends = [
                    linprog(side * aim, A_ub=np.array(left), b_ub=right, A_eq=equal, b_eq=people, method="highs").fun
                    for side in (1, -1)
                ]
                yield way, first, last, round(ends[0]), round(-ends[1])


def told_narrowly(found):
    return [one for one in intervals(found) if one[4] - one[3] < 5 and one[3] < 10 and one[4] > 0]


@pytest.mark.parametrize("seed", range(8))
def test_nobody_who_solves_for_them_learns_who_came_by_a_group_or_by_none(seed):
    found = history(seed, 6, moved, seed % 4)
    assert any(found[-1][1].values())
    assert told_narrowly(found) == []


def test_tallies_that_move_by_themselves_are_found_out():
    """Thirty of 33 came by a group: three came by none, or there are so few more in a group."""
    counts = {"Elm": 20, "Oak": 10, "Yew": 0}
    found = [((*counts.values(), 3), at_once({}, counts, ()))]
    assert (OTHERS, 0, 0, 0, 3) in told_narrowly(found)
    assert told_narrowly([(found[0][0], moved({}, counts, [Among(frozenset(GROUPS), 33, 33)]))]) == []


def test_a_tally_waits_until_ten_others_are_there():
    told = moved({}, {"Oak": 20}, [Among(frozenset({"Oak"}), 29, 29)])
    assert told == {"Oak": 10}
    assert moved(told, {"Oak": 20}, [Among(frozenset({"Oak"}), 39, 10)]) == {"Oak": 20}


def test_groups_do_not_rise_by_more_than_the_page():
    told = {"Elm": 10, "Oak": 10}
    assert moved(told, {"Elm": 20, "Oak": 20}, [Among(frozenset(told), 90, 10)]) == {"Elm": 20, "Oak": 10}
    assert moved(told, {"Elm": 20, "Oak": 20}, [Among(frozenset(told), 90, 20)]) == {"Elm": 20, "Oak": 20}


def test_groups_of_a_page_that_tells_no_number_wait():
    assert moved({}, {"Oak": 40}, []) == {"Oak": 0}
