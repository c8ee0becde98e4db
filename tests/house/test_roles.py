"""The page of roles says what the table of rules says, and the table itself makes sense."""

from pathlib import Path

import pytest

from portal.people.rules import BEHIND_A_SECOND_FACTOR, RULES, Action, Reach, Role
from portal.people.rules_page import NAMES, page

ROOT = Path(__file__).parents[2]


def test_the_page_of_roles_is_the_table_of_rules():
    assert (ROOT / "docs/reference/roles.md").read_text() == page()


def test_every_role_has_a_rule_and_every_action_somebody():
    assert set(RULES) == set(Role)
    assert {action for rule in RULES.values() for action in rule.may} == set(Action) == set(NAMES)


def test_whoever_gives_roles_may_manage_people():
    assert [role for role, rule in RULES.items() if bool(rule.gives) != (Action.MANAGE_PEOPLE in rule.may)] == []


def test_a_role_of_an_area_gives_no_role_that_reaches_further():
    of_an_area = [rule for rule in RULES.values() if rule.reach is Reach.AREA]
    assert {one for rule in of_an_area for one in rule.gives if RULES[one].reach is Reach.NATION} == set()


@pytest.mark.parametrize(
    "action", [Action.SEE_RETURNS, Action.READ_COMMENTS, Action.ENTER_RETURNS, Action.TAKE_EXTRACT]
)
def test_answers_are_seen_behind_a_second_factor_only(action):
    assert action in BEHIND_A_SECOND_FACTOR


def test_comments_are_read_by_national_coders_only():
    assert [role for role, rule in RULES.items() if Action.READ_COMMENTS in rule.may] == [Role.ANALYST]
