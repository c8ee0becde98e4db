"""docs/reference/roles.md from the table of rules: `python -m portal.people.rules_page > docs/reference/roles.md`."""

from __future__ import annotations

import sys

from portal.people.rules import BEHIND_A_SECOND_FACTOR, RULES, Action, Role

NAMES = {
    Action.SEE_AREA: "See an area's page",
    Action.MANAGE_PEOPLE: "Invite people, change and remove roles",
    Action.MANAGE_AREAS: "Look after collectors and comparator groups",
    Action.MANAGE_ROUNDS: "Open and close rounds",
    Action.TAKE_PART: "Take part in a round, set targets",
    Action.HAND_OUT_LINKS: "Hand out links",
    Action.ENTER_RETURNS: "Enter paper returns, upload returns",
    Action.SEE_TALLIES: "See how many have answered",
    Action.SEE_RESULTS: "See protected results",
    Action.SEE_RETURNS: "See returns as data",
    Action.READ_COMMENTS: "Read comments",
    Action.EDIT_REPORTS: "Write commentary on a report",
    Action.SIGN_OFF: "Sign off a report",
    Action.PUBLISH: "Publish",
    Action.TAKE_EXTRACT: "Take a research extract",
    Action.COMMENT_ON_QUESTIONNAIRES: "Comment on questionnaires",
    Action.WRITE_QUESTIONNAIRES: "Write questionnaires",
    Action.PUBLISH_QUESTIONNAIRES: "Publish questionnaires",
    Action.ERASE: "Erase data that is due",
    Action.READ_AUDIT: "Read and take away the audit log",
}


def page() -> str:
    """The whole page."""
    actions = [
        f"| {NAMES[action]} | {'yes' if action in BEHIND_A_SECOND_FACTOR else ''} | {_who(action)} |"
        for action in Action
    ]
    roles = [
        f"| {rule.name} | `{role}` | {rule.reach} | {', '.join(RULES[one].name for one in Role if one in rule.gives)} |"
        for role, rule in RULES.items()
    ]
    return "\n".join(
        (
            "# What each role may do",
            "",
            "Made from `portal.people.rules` by `python -m portal.people.rules_page`; a test holds the two together.",
            "The doors of the portal read the same table, and `tests/portal/access.csv` says what comes of it at every address.",
            "",
            "A role is held in the whole country or in one area; somebody may hold several. Whoever may do anything marked",
            "in the second column needs a second factor before any page of their roles opens.",
            "",
            "| what | second factor | who |",
            "|---|---|---|",
            *actions,
            "",
            "## Roles",
            "",
            "| role | key | held in | may give to others |",
            "|---|---|---|---|",
            *roles,
            "",
        )
    )


def _who(action: Action) -> str:
    return ", ".join(rule.name for rule in RULES.values() if action in rule.may)


if __name__ == "__main__":
    sys.stdout.write(page())
