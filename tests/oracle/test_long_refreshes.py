"""Live pages looked at after every single answer, for hundreds of answers, by somebody who keeps all that they showed.

Answers come one by one to three areas, and now and then somebody takes theirs back. What moved on is ledgered as the portal
does it, and the intruder has the ledger, one's own answer and the order in which everybody came.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import pytest

from poet.attack import attack, read
from poet.count.model import Counts, OptionCounts
from poet.protect import STANDARD_POLICIES, Audience, Population, Release, Structure, protect, refreshed
from poet.protect.drafting import Occasion, drafted, news
from poet.protect.ledger import MemoryLedger
from poet.protect.model import Shown as Figure
from poet.protect.proof.audit import Cache, audit
from poet.protect.proof.history import subjects
from poet.protect.refresh import waves_of
from poet.protect.release import release
from poet.protect.views import rule_of
from spec.test_protection import FORM

AREAS = ("Anyshire", "Othershire", "Nowhere")
STRUCTURE = Structure(AREAS, {"area": {area: (at,) for at, area in enumerate(AREAS)}})
POLICY = STANDARD_POLICIES[Audience.OWN]
PEOPLE = Population("autumn", FORM.name)
HEARD, HELPERS = FORM.by_id["heard"], FORM.by_id["helpers"]


class Round:
    """Everybody's answers by area, and what has left."""

    def __init__(self, seed, leaving):
        self.dice, self.leaving = random.Random(seed), leaving
        self.heard = np.zeros((3, 6), np.int64)
        self.helpers = np.zeros((3, 4), np.int64)  # family, school, base, who did not answer
        self.people, self.there, self.left = np.zeros(3, np.int64), [], 0

    def step(self):
        """One more answers, or somebody takes theirs back."""
        if self.there and self.dice.random() < self.leaving:
            self._add(self.there.pop(self.dice.randrange(len(self.there))), -1)
            self.left += 1
            return
        ticked = self.dice.choice([(0, 2), (1, 2), (0, 1, 2), (3,)])
        one = self.dice.choices((0, 1, 2), [6, 3, 1])[0], self.dice.choices(range(6), [9, 6, 3, 2, 2, 1])[0], ticked
        self.there.append(one)
        self._add(one, 1)

    def _add(self, one, by):
        area, said, ticked = one
        self.heard[area, said] += by
        self.helpers[area, list(ticked)] += by
        self.people[area] += by

    def counted(self):
        heard = OptionCounts(HEARD, self.heard.copy(), self.heard[:, :5].sum(axis=1))
        helpers = OptionCounts(HELPERS, self.helpers[:, :2].copy(), self.helpers[:, 2].copy())
        return Counts(FORM, AREAS, self.people.copy(), {"heard": heard, "helpers": helpers})


def drafted_now(tables, covers):
    occasion = Occasion(PEOPLE, covers, STRUCTURE)
    return drafted(Release(FORM, POLICY, {"area": tables}), occasion, "2026-12-01T12:00:00+00:00")


@dataclass(frozen=True)
class Shown:
    """What a live page showed after each of so many answers, the ledger of it, and everybody in the end."""

    ledger: MemoryLedger
    looks: list
    asked: Round


def shown(seed, answers, *, at_least=10, leaving=0.0):
    asked, ledger, stands = Round(seed, leaving), MemoryLedger(), None
    looks = []
    for _ in range(answers):
        asked.step()
        now = protect(asked.counted(), POLICY)
        after = now if stands is None else refreshed(stands, now, at_least)
        looks.append(after)
        if after == stands:
            continue
        covers = waves_of(len(ledger.lines) + 1)
        draft = drafted_now(after, covers)
        ledger.append(news(draft, drafted_now(stands, covers)) if stands else draft, ledger.read()[1])
        stands = after
    return Shown(ledger, looks, asked)


def found(ledger, *, with_own):
    return [(one.found, one.contradictions) for one in attack(read(ledger.lines), with_own=with_own)]


def audited(ledger):
    return audit([entry.draft for entry in ledger.read()[0]], rule_of(POLICY), Cache()).leaks


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("leaving", [0, 0.05])
def test_hundreds_of_looks_tell_the_audit_of_nobody(seed, leaving):
    one = shown(seed, 240, leaving=leaving)
    assert len(one.ledger.lines) > 5
    assert audited(one.ledger) == ()


@pytest.mark.parametrize(("seed", "with_own", "leaving"), [(1, False, 0), (2, True, 0.05)])
def test_hundreds_of_looks_tell_the_intruder_of_nobody(seed, with_own, leaving):
    assert found(shown(seed, 120, leaving=leaving).ledger, with_own=with_own) == [((), ())]


@pytest.mark.parametrize("seed", range(2))
def test_what_is_issued_after_hundreds_of_looks_is_not_stopped_by_who_left(seed):
    """The release of the end says how many left, beside a page that moved on without saying so."""
    one = shown(seed, 240, leaving=0.05)
    entries, head = one.ledger.read()
    covers = waves_of(len(entries) + 1, one.asked.left)
    prepared = release(one.asked.counted(), Occasion(PEOPLE, covers, STRUCTURE), POLICY, entries, Cache())
    one.ledger.append(prepared.draft("2026-12-02T12:00:00+00:00"), head)
    assert one.asked.left >= 3
    assert audited(one.ledger) == ()


def told_of(tables):
    """Every figure of a page by its place."""
    for group, table in [(None, tables.whole), *tables.groups.items()]:
        for item, one in table.items():
            cells = [("base", one.base), *((part.codes, part.count) for part in one.parts)]
            yield from (((group, item, codes), cell.value) for codes, cell in cells if isinstance(cell, Figure))


@pytest.mark.parametrize("seed", range(2))
def test_no_figure_moves_by_fewer_than_ten_from_any_look_to_any_later(seed):
    last = {}
    for look in shown(seed, 240, leaving=0.05).looks:
        now = dict(told_of(look))
        assert {
            place: value - last[place] for place, value in now.items() if 0 < abs(value - last.get(place, value)) < 10
        } == {}
        last |= now


def test_a_page_does_not_stand_still_for_good_where_an_area_tells_more_than_it_did():
    """An area that told only favourable or not tells every option now: of its gain in one option nothing is known, and the
    others' gain in it is held against the others' and that area's people together."""
    asked, stands = Round(3, 0.0), None
    for _ in range(24):
        for _ in range(25):
            asked.step()
        now = protect(asked.counted(), POLICY)
        stands = now if stands is None else refreshed(stands, now)
    assert asked.people.sum() == 600
    assert stands.whole["heard"].base.value > 500


def test_a_page_that_moves_on_with_every_answer_is_found_out_after_sixty_looks():
    """Of each look something is told: it is enough to name many counts, and to say that not all were looked at."""
    ledger = shown(1, 60, at_least=1).ledger
    releases = len(ledger.lines)
    assert releases > 50
    looked_at = audit([entry.draft for entry in ledger.read()[0]], rule_of(POLICY), Cache())
    assert {leak.item for leak in looked_at.leaks} >= {"heard", "helpers"}
    assert [said.partition(",")[0] for said in looked_at.stopped] == [
        f"{item}: 200 counts are told" for item in ("respondents", "heard", "helpers")
    ]
    assert not looked_at.is_clean
    (reader,) = attack(read(ledger.lines), with_own=False)
    assert 0 < len(reader.found) <= 400
    assert "are enough" in reader.stopped[0]
    assert not reader.is_safe


def test_the_sets_that_are_looked_at_grow_with_the_looks_and_not_with_their_square():
    entries = shown(1, 60, at_least=1).ledger.read()[0]
    sets = {
        looks: max(len(one.lattice.waves.sets) for one in subjects([entry.draft for entry in entries[:looks]]))
        for looks in (12, 24, 48)
    }
    assert sets[24] <= 2.5 * sets[12]
    assert sets[48] <= 2.5 * sets[24]
