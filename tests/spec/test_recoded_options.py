"""An option that is added, or gets another code, between two releases over the same people: what follows from both is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oracle.test_audit_oracle import draft
from poet.attack import attack, read
from poet.protect import STANDARD_POLICIES, Audience
from poet.protect.issuing import issue
from poet.protect.ledger import Cell, MemoryLedger, Printed, Question, Structure
from poet.protect.proof.audit import audit
from poet.protect.proof.history import Unfitting
from poet.protect.views import rule_of

POLICY = STANDARD_POLICIES[Audience.PUBLIC]
RULE = rule_of(POLICY)
ONE_AREA = Structure(("A",), {"area": {"A": (0,)}})
TERMS = ("term 1", "term 2")


def asked(options, waves, *counts):
    """A release of one area, of a question with these options."""
    question = Question("q", "one", options, groupings=(tuple((code,) for code in options),))
    cells = tuple(Cell((code,), count) for code, count in zip(options, counts, strict=True))
    return replace(draft(ONE_AREA, question, (Printed("area", "A", "q", sum(counts), cells),), waves), rule=RULE)


FIRST = asked(("yes", "no"), TERMS[:1], 30, 30)
SAME = asked(("yes", "no"), TERMS, 33, 50)
ADDED = asked(("yes", "no", "partly"), TERMS, 33, 40, 10)
OTHER_CODE = asked(("yes", "nay"), TERMS, 33, 50)
OTHER_ORDER = asked(("no", "yes"), TERMS, 50, 33)


def test_with_the_same_options_the_three_newcomers_who_said_yes_are_found():
    assert audit([FIRST, SAME], RULE).leaks != ()


@pytest.mark.parametrize("second", [ADDED, OTHER_CODE, OTHER_ORDER], ids=["added", "another code", "another order"])
def test_with_other_options_nothing_is_proved_and_nothing_issued(second):
    with pytest.raises(Unfitting, match="ask 'q' with other options"):
        audit([FIRST, second], RULE)
    ledger = MemoryLedger()
    ledger.append(FIRST, ledger.read()[1])
    with pytest.raises(Unfitting, match="with other options"):
        issue(second, POLICY, ledger)


@pytest.mark.parametrize("second", [ADDED, OTHER_CODE, OTHER_ORDER], ids=["added", "another code", "another order"])
def test_the_intruder_takes_one_from_the_other(second):
    ledger = MemoryLedger()
    for one in (FIRST, second):
        ledger.append(one, ledger.read()[1])
    (reader,) = attack(read(ledger.lines))
    assert any("yes" in one.what and (one.low, one.high) == (3, 3) for one in reader.found)


def test_where_nothing_was_told_of_the_question_it_may_change():
    silent = replace(FIRST, tables=(), respondents=(), questions=FIRST.questions)
    told = replace(
        silent,
        tables=(Printed("area", "A", "other", 30, ()),),
        questions=(*silent.questions, Question("other", "text")),
    )
    later = replace(ADDED, questions=(*ADDED.questions, Question("other", "text")))
    assert audit([told, later], RULE).leaks == ()
