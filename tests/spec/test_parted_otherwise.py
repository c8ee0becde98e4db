"""One release by one question and another by another: the same people, of whom nothing can be proved together, and nothing is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oracle.test_audit_oracle import draft
from oracle.test_many_releases import YES, printed
from poet.attack import attack, read
from poet.protect import STANDARD_POLICIES, Audience
from poet.protect.issuing import issue
from poet.protect.ledger import MemoryLedger, Structure
from poet.protect.proof.audit import audit
from poet.protect.proof.history import Unfitting
from poet.protect.views import rule_of

POLICY = STANDARD_POLICIES[Audience.PUBLIC]
RULE = rule_of(POLICY)


def parted(names, *groups):
    """A release of one area, whose smallest groups are named so."""
    structure = Structure(names, {"area": {"A": (0, 1)}})
    return replace(draft(structure, YES, groups, ("term 1",)), rule=RULE)


BY_GENDER = parted(("A | girls", "A | boys"), printed("A", 30, 30))
BY_PHASE = replace(
    parted(("A | primary", "A | secondary"), printed("A", 33, 30)),
    waves=replace(BY_GENDER.waves, covered=("term 1", "term 2")),
)


def test_three_who_came_between_two_releases_that_part_an_area_otherwise_are_not_overlooked():
    """Laid beside one another these would be 123 people, and the three newcomers anybody's guess."""
    with pytest.raises(Unfitting, match=r"tell of .* smaller groups that share no name"):
        audit([BY_GENDER, BY_PHASE], RULE)


def test_nothing_is_issued_that_cannot_be_laid_over_what_was():
    ledger = MemoryLedger()
    ledger.append(BY_GENDER, ledger.read()[1])
    with pytest.raises(Unfitting, match="Part people by the same questions"):
        issue(BY_PHASE, POLICY, ledger)


def test_the_intruder_says_so_too_and_does_not_call_it_safe():
    ledger = MemoryLedger()
    for one in (BY_GENDER, BY_PHASE):
        ledger.append(one, ledger.read()[1])
    (reader,) = attack(read(ledger.lines))
    assert not reader.is_safe
    assert "a group of the same name is made of other smallest groups there" in reader.contradictions[0]


def test_an_area_that_comes_later_and_one_that_is_parted_more_finely_fit():
    whole = replace(
        draft(Structure(("A",), {"area": {"A": (0,)}}), YES, (printed("A", 30, 30),), ("term 1",)), rule=RULE
    )
    finer = parted(("A | girls", "A | boys"), printed("A", 30, 30))
    assert audit([whole, finer], RULE).leaks == ()
    two = Structure(("A", "B"), {"area": {"A": (0,), "B": (1,)}})
    later = replace(draft(two, YES, (printed("A", 40, 40), printed("B", 20, 20)), ("term 1", "term 2")), rule=RULE)
    assert audit([whole, later], RULE).leaks == ()
