"""Every state, every move, every role: who may do what with a report is one table, and this is all of it."""

import drafts
import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.editing.agreeing import agree
from portal.editing.models import Draft, Step
from portal.editing.moving import NotMoved, move
from portal.editing.signing import sign, to_sign
from portal.editing.states import MOVES, Move, State, after
from portal.editing.writing import content, write
from portal.people.rules import RULES, Reach, Role

# What leads where, once more and by hand: one line a state; `·` is nowhere. In the order of WAYS.
WAYS = (Move.CHANGE, Move.ENGAGE, Move.REVISE, Move.AGREE, Move.SIGN, Move.REOPEN, Move.PUBLISH, Move.WITHDRAW)
LEADS = """
draft          draft       engagement  ·        agreed  ·              ·        ·          ·
engagement     engagement  ·           revised  ·       ·              ·        ·          ·
revised        revised     engagement  ·        agreed  ·              ·        ·          ·
agreed         revised     ·           ·        ·       signed-by-one  revised  ·          ·
signed-by-one  revised     ·           ·        ·       signed         revised  ·          ·
signed         revised     ·           ·        ·       ·              revised  published  ·
published      ·           ·           ·        ·       ·              ·        ·          withdrawn
withdrawn      ·           ·           ·        ·       ·              revised  ·          ·
"""
LED = {
    (State(state), move): None if there == "·" else State(there)
    for state, *leads in map(str.split, LEADS.strip().splitlines())
    for move, there in zip(WAYS, leads, strict=True)
}
# Who may make a move on Anyshire's report: roles in the country, and Anyshire's own. Nobody of Othershire, ever.
SIGNERS = {"national-coordinator", "publisher", "council-manager"}
WHO = {
    Move.CHANGE: SIGNERS | {"analyst", "data-lead"},
    Move.ENGAGE: SIGNERS,
    Move.REVISE: SIGNERS,
    Move.AGREE: SIGNERS,
    Move.SIGN: SIGNERS,
    Move.REOPEN: SIGNERS,
    Move.PUBLISH: {"publisher"},
    Move.WITHDRAW: {"publisher", "council-manager"},
}
OWN = [(role, place) for role in Role for place in
       ((None,) if RULES[role].reach is Reach.NATION else (drafts.anyshire.ANYSHIRE, drafts.anyshire.OTHERSHIRE))]  # fmt: skip


def test_the_table_of_states_is_all_there_is():
    assert set(MOVES) == set(Move) == set(WAYS)
    assert {(state, move): after(state, move) for state in State for move in Move} == LED


@pytest.fixture
def draft(world):
    return drafts.draft_of(drafts.answered(world))


def tried(draft, state, what, by):
    """Where a draft that stands at a state is led by a move; None where it is refused."""
    Draft.objects.filter(pk=draft.pk).update(state=state, revision=draft.steps)
    at = timezone.now()
    try:
        if what is Move.SIGN:
            return State(sign(draft, digest=to_sign(draft).digest, by=by, at=at).state)
        if what is Move.CHANGE:
            text = f"Words {Step.objects.count()}, but letters: ".replace("0", "o").translate(NO_DIGITS)
            base = content(draft).commentary.get("summary")
            return State(write(draft, "summary", text, base=base.number if base else 0, by=by, at=at).state)
        if what is Move.AGREE:
            return State(agree(draft, by=by, at=at).state)
        return State(move(draft, what, by=by, at=at).state)
    except NotMoved:
        return None


NO_DIGITS = str.maketrans("0123456789", "abcdefghij")


@pytest.mark.parametrize("what", list(Move))
def test_a_role_makes_a_move_where_the_table_lets_it_and_nowhere_else(draft, what):
    people = {(role, place): drafts.person(role, place) for role, place in OWN}
    for state in State:
        for (role, place), by in people.items():
            draft = Draft.objects.get(pk=draft.pk)
            draft.signatures.all().delete()
            draft.sealed.all().delete()
            may = role in WHO[what] and place != drafts.anyshire.OTHERSHIRE
            assert tried(draft, state, what, by) == (LED[state, what] if may else None), (state, role, place)


def test_of_a_national_report_only_the_national_body_moves_anything(world):
    draft = drafts.draft_of(drafts.answered(world), None)
    manager = drafts.person(Role.MANAGER, drafts.anyshire.ANYSHIRE)
    assert {tried(draft, state, what, manager) for state in State for what in Move} == {None}


def test_the_portal_itself_withdraws_and_does_nothing_else(draft):
    for what in Move:
        for state in State:
            expected = LED[state, what] if what is Move.WITHDRAW else None
            Draft.objects.filter(pk=draft.pk).update(state=state)
            try:
                there = State(move(draft, what, by=None, at=timezone.now()).state)
            except NotMoved:
                there = None
            assert there == expected


def test_a_move_is_in_the_history_and_in_the_audit_log(draft):
    manager = drafts.person(Role.MANAGER, drafts.anyshire.ANYSHIRE)
    before = Event.objects.count()
    move(draft, Move.ENGAGE, by=manager, at=timezone.now())
    event = Event.objects.first()
    assert (Event.objects.count(), event.kind, event.thing, event.area) == (
        before + 1, "report-changed", f"draft:{draft.pk}", drafts.anyshire.ANYSHIRE,
    )  # fmt: skip
    assert event.detail == {"change": "engage"}
    assert [(step.number, step.what, step.move, step.party) for step in draft.history.all()] == [
        (2, "moved", "engage", "council"),
        (1, "made", "", ""),
    ]


def test_a_clock_that_jumps_back_changes_no_order(draft):
    manager = drafts.person(Role.MANAGER, drafts.anyshire.ANYSHIRE)
    now = timezone.now()
    move(draft, Move.ENGAGE, by=manager, at=now)
    move(draft, Move.REVISE, by=manager, at=now - timezone.timedelta(days=3))
    assert [step.move for step in draft.history.all()] == ["revise", "engage", ""]
    assert Draft.objects.get().state == State.REVISED
