"""Live pages looked at after every single answer by somebody who takes sums from sums: a mean with its base is a sum, and what
is left over between two moves, of an area or of all others, is ruled by no one's answer.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest

from poet.count.model import Counts, NumberValues
from poet.instrument import parse
from poet.protect import STANDARD_POLICIES, Audience, Population, Release, Shown, Structure, protect, refresh, refreshed
from poet.protect.between import Numbers, largest_of, means_of
from poet.protect.drafting import Occasion, drafted, news
from poet.protect.refresh import waves_of
from spec.test_protection import SOURCE

FORM = parse(SOURCE.rstrip() + "\n    step = 0.1\n    low = 0\n    high = 10000\n", "small.toml")
AREAS = ("Anyshire", "Othershire", "Nowhere")
STRUCTURE = Structure(AREAS, {"area": {area: (at,) for at, area in enumerate(AREAS)}})
POLICY = STANDARD_POLICIES[Audience.OWN]
PEOPLE = Population("autumn", FORM.name)
ITEM = FORM.by_id["weekly"]
EVERYBODY = frozenset(AREAS)


@dataclass
class Page:
    """Who came in which order, with what they said, and what the page told of them at each move."""

    came: list = field(default_factory=list)  # (area, pounds)
    drafts: list = field(default_factory=list)
    stands: object = None
    # Of each set of areas: after how many answers its mean was told, its base and its sum.
    told: dict = field(default_factory=dict)

    def counts(self):
        rows = tuple(np.sort(np.array([said for where, said in self.came if where == area])) for area in AREAS)
        return Counts(FORM, AREAS, np.array([len(row) for row in rows]), {"weekly": NumberValues(ITEM, rows)})

    def look(self):
        counts = self.counts()
        now = protect(counts, POLICY)
        if self.stands is not None:
            numbers = Numbers(largest_of(counts), lambda: means_of(self.drafts, AREAS))
            now = refreshed(self.stands, now, numbers=numbers)
        if now == self.stands:
            return
        covers = waves_of(len(self.drafts) + 1)
        draft = self.draft(now, covers)
        self.drafts.append(news(draft, self.draft(self.stands, covers)) if self.stands else draft)
        tables = {EVERYBODY: now.whole["weekly"]} | {frozenset({a}): of["weekly"] for a, of in now.groups.items()}
        for of, table in tables.items():
            seen = self.told.setdefault(of, [])
            if isinstance(table.mean, Shown) and table.base.value not in {base for _, base, _ in seen}:
                seen.append((len(self.came), table.base.value, table.base.value * table.mean.value))
        self.stands = now

    def draft(self, tables, covers):
        return drafted(
            Release(FORM, POLICY, {"area": tables}), Occasion(PEOPLE, covers, STRUCTURE), "2026-12-01T12:00:00+00:00"
        )

    def says(self, area, pounds):
        self.came.append((area, float(pounds)))
        self.look()

    def moves(self, area=None):
        """How often the mean of an area, or of everybody, was told anew."""
        return len(self.told[frozenset({area}) if area else EVERYBODY])

    def pointed_at(self, dice, tries=40):
        """People whose answer is ruled by somebody, as whoever said the second most finds out: the sum is at most so much, and
        less their own answer it lies within a fifth of the largest. Or a sum of fewer than ten."""
        found = []
        for start, end, parts in self.ways(dice, tries):
            who, total, blurred = (
                set(self.between(EVERYBODY if parts is not None else start[0], start[1], end)),
                0.0,
                0.0,
            )
            for sign, (of, first, last) in [
                (1, (EVERYBODY if parts is not None else start[0], start[1], end)),
                *((-1, part) for part in parts or ()),
            ]:
                if sign < 0:
                    who -= set(self.between(of, first, last))
                for one, by in ((last, sign), (first, -sign)):
                    if one is not None:
                        total += by * one[2]
                        blurred += one[1] * ITEM.step / 2
            sizes = sorted((self.came[at][1] for at in who), reverse=True)
            if sizes and (len(sizes) < POLICY.minimum_base or total + blurred - (*sizes, 0.0)[1] < 1.2 * sizes[0]):
                found.append((len(sizes), total, sizes[0]))
        return found

    def between(self, of, first, last):
        return [at for at in range(first[0] if first else 0, last[0]) if self.came[at][0] in of]

    def ways(self, dice, tries):
        """Sums less sums: of each set between any two moves, and of everybody less some of what was told of areas meanwhile."""
        for of, seen in self.told.items():
            for at, end in enumerate(seen):
                for first in ((None,) if of == EVERYBODY else ()) + tuple(seen[:at]):
                    yield (of, first), end, None
        everybody = self.told.get(EVERYBODY, [])
        for at, end in enumerate(everybody):
            for first in (None, *everybody[:at]):
                for number in range(tries):
                    parts = [self.part(area, first, end, dice, number) for area in AREAS]
                    yield (EVERYBODY, first), end, [part for part in parts if part]

    def part(self, area, first, end, dice, number):
        """An area's gain within a time, the largest that is told or, after the first tries, any."""
        of = frozenset({area})
        told = [one for one in self.told.get(of, []) if (first[0] if first else 0) <= one[0] <= end[0]]
        ends = [*([None] if first is None else []), *told]
        if len(ends) < 2 or (number < 8 and not number >> AREAS.index(area) & 1):
            return None
        one, other = (0, len(ends) - 1) if number < 8 else sorted(dice.sample(range(len(ends)), 2))
        return of, ends[one], ends[other]


def page(seed, answers):
    """First come people who say much the same; then those of whom most get nothing, and one in twenty much."""
    dice, one = random.Random(seed), Page()
    for number in range(answers):
        area = dice.choices(AREAS, [6, 3, 1])[0]
        late = dice.choices((0, 30, 400), [16, 3, 1])[0]
        one.says(area, dice.choice((20, 25, 30, 40, 60)) if number < answers / 2 else late)
    return one


@pytest.mark.parametrize("seed", [1, 2, 4, 6, 9])
def test_no_sum_that_follows_from_hundreds_of_looks_is_ruled_by_one_answer(seed):
    one = page(seed, 260)
    assert one.moves() > 5
    assert one.pointed_at(random.Random(seed)) == []


@pytest.mark.parametrize("seed", [4, 6, 9])
def test_means_that_move_with_their_tables_are_found_out(seed, monkeypatch):
    """What is guarded against: a mean whose own table hides everybody, held to nothing between two moves."""
    monkeypatch.setattr(refresh, "with_means", lambda _, after, __: after)
    assert page(seed, 260).pointed_at(random.Random(seed)) != []


def beginning():
    one = Page()
    one.came = [(area, pounds) for area in AREAS for pounds in [20.0, 30.0, 40.0, 50.0] * 15]
    one.look()
    assert [one.moves(area) for area in (None, *AREAS)] == [1, 1, 1, 1]
    return one


def test_ten_newcomers_of_whom_one_has_nearly_all_move_the_base_and_not_the_mean():
    one = beginning()
    for pounds in [0] * 9 + [900]:
        one.says("Anyshire", pounds)
    table = one.stands.groups["Anyshire"]["weekly"]
    assert table.base == Shown(70)
    assert not isinstance(table.mean, Shown)
    assert isinstance(table.quartiles[1], Shown)


def test_a_mean_comes_back_when_newcomers_hide_the_one():
    one = beginning()
    for pounds in [0] * 9 + [900] + [30, 60] * 20:
        one.says("Anyshire", pounds)
    assert one.stands.groups["Anyshire"]["weekly"].base == Shown(110)
    assert one.moves("Anyshire") == 2


def test_ten_who_all_said_the_least_that_may_be_said_are_told_by_no_sum():
    one = beginning()
    for _ in range(10):
        one.says("Anyshire", 0)
    assert one.stands.groups["Anyshire"]["weekly"].base == Shown(70)
    assert one.moves("Anyshire") == 1


def test_everybodys_newcomers_less_an_areas_are_a_group_like_any_other():
    """Thirty came in two areas while everybody moved; of the ten that are left over in the third one has nearly all."""
    one = beginning()
    came = [("Anyshire", said) for said in [20, 40] * 10] + [("Nowhere", said) for said in [0] * 9 + [150]]
    one.came += [(area, float(said)) for area, said in came]
    one.look()
    shown = [one.stands.whole["weekly"], *(of["weekly"] for of in one.stands.groups.values())]
    assert [table.base.value for table in shown] == [210, 80, 60, 70]
    means = [isinstance(table.mean, Shown) for table in shown]
    assert not means[3]
    assert not (means[0] and means[1])


def test_people_who_all_say_much_the_same_move_the_mean_with_the_base():
    one = beginning()
    for number in range(60):
        one.says("Anyshire", (30, 40, 50)[number % 3])
    bases = [base for _, base, _ in one.told[frozenset({"Anyshire"})]]
    assert bases[-1] >= 110
    assert all(later - earlier >= 10 for earlier, later in pairwise(bases))
