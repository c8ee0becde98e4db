"""The national list's bands beside a council's own pages: an intruder keeps every history that what was told allows."""

from __future__ import annotations

import random
from itertools import product

import pytest

from poet.protect import Shown, Why, Withheld
from portal.nation.tallies import band, of_pages

LEAST, MOST_AT_ONCE = 10, 12


def page_of(people: int, shown: int) -> int:
    """What a page shows of so many people: nothing under ten, and ten more than before or what it showed."""
    return people if people - shown >= LEAST else shown


def by_pages(_people, pages):
    return of_pages(Shown(one) if one else Withheld(Why.FEW_ANSWERS) for one in pages)


def by_answers(people, _pages):
    """What it was like before: all answers of a council together, whatever its pages show."""
    return band(Shown(sum(people)))


def without(_people, _pages):
    return None


def looks(seed, times=14):
    """How many more there are of each of two questionnaires at each look."""
    dice = random.Random(seed)
    return [(dice.choice([0, 0, 1, 2, 5]), dice.choice([0, 1, 1, 3, 8])) for _ in range(times)]


def read(history, rule):
    """At each look: what the pages show, and how many newcomers they may not show yet, by all that was told until then."""
    people, pages, possible = (0, 0), (0, 0), {((0, 0), (0, 0))}
    for more in history:
        people = people[0] + more[0], people[1] + more[1]
        pages = page_of(people[0], pages[0]), page_of(people[1], pages[1])
        seen = pages, rule(people, pages)
        possible = {after for before in possible for after in _next(before) if (after[1], rule(*after)) == seen}
        assert (people, pages) in possible, "the intruder must not lose the truth"
        yield pages, frozenset(sum(one) - sum(pages) for one, _ in possible)


def _next(before):
    people, pages = before
    for more in product(range(MOST_AT_ONCE), repeat=2):
        now = people[0] + more[0], people[1] + more[1]
        yield now, (page_of(now[0], pages[0]), page_of(now[1], pages[1]))


@pytest.mark.parametrize("seed", range(4))
def test_beside_the_pages_bands_tell_an_intruder_nothing(seed):
    history = looks(seed)
    assert list(read(history, by_pages)) == list(read(history, without))


def test_bands_of_all_answers_are_found_out():
    """Pages show 20; four more came and nothing moved, then one more came and 25 were reached: it is known that five are there
    by then, and which answer was the fifth."""
    history = [(20, 0), (4, 0), (1, 0)]
    alone = [waiting for _, waiting in read(_slowly(history), without)]
    found = [waiting for _, waiting in read(_slowly(history), by_answers)]
    assert 0 in alone[-1]
    assert min(found[-1]) == 5
    assert max(found[-2]) == 4


def _slowly(history):
    """The same in steps that an intruder thinks possible."""
    return [(10, 0), (10, 0), *history[1:]]
