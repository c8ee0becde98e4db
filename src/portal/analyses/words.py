"""Every sentence said about a round's analysis plan, each with what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from poet.findings import Declared, Level
from portal.pages import day, moment

TITLE = "Analysis plan"
FILE = "the settled plan"
LEAD = (
    "What will be computed from the answers to this round, and which groups of people will be set beside each other. It "
    "is settled before the first answer, so that nobody can look for whatever happens to stand out."
)
HOW = (
    "Take a plan that comes with POET, or write one in TOML: the page “Analysis plans” of the reference has its words. It "
    "may be replaced until the round opens."
)
OPERATOR = "the portal’s operator, or somebody whose account is gone"
NO_QUESTIONNAIRE = "This round asks no questionnaire yet. Choose one on the round’s page; its plan is settled here."
NO_PLAN = "No plan is settled yet."
NOTHING_DECLARED = "No groups of people are compared: findings that do so do not come from this plan."
UNREADABLE = "This version of POET cannot read the plan any more. Take the file, and the version of POET of its day."
CHOOSE = "Choose a plan"
NOTHING_GIVEN = "Choose a plan that comes with POET, or a file of your own."
TWO_GIVEN = "Give one plan: either choose one that comes with POET, or a file of your own."
NO_SUCH_PLAN = "No plan of this name comes with POET. Choose one of the list."
NOT_ASKED = "The round does not ask this questionnaire any more. Go back to the round’s page and look at what it asks."
OVERTAKEN = (
    "Somebody has settled another plan since you opened this page; yours was not taken. Read theirs below, and settle "
    "yours again if it should take its place."
)
NO_ROUND = (
    "There is no round {slug!r}. Name one as its address does: manage.py analyse_round autumn --form ehc-parents."
)
NO_FORM = "The round does not ask {form!r}. Name one of: {forms}."
NOT_SETTLED = (
    "No analysis plan was settled for {form} before the round opened, so none can be run as if it had been. Run a plan "
    "on exported answers with poet analyse, and say in what you write that it was not settled before."
)
NOT_SETTLED_YET = "No analysis plan is settled for {form} yet. Settle one on {page} before the round opens."
STILL_OPEN = "The round takes answers until {last}. Run this after that, so that nobody stops when a figure suits."
LEAKS = (
    "Nothing was issued and nothing is printed: beside what was told of these people before, the plan's tables would tell what "
    "a few of them said. {why} Take the release ledger (manage.py ledger) to whoever answers for it, and tell what the reports "
    "tell."
)
TOLD_BY_BACKGROUND = (
    "Nothing was issued and nothing is printed: reports of this round tell people apart by “{question}” already, in another way "
    "than this plan does, and the two were not proved beside each other. Tell what the reports tell, and run the next round's "
    "plan before its reports are made."
)
BROKEN_LEDGER = (
    "Nothing was issued and nothing is printed: the release ledger is not whole. Restore it from a backup first. {why}"
)
OVERTAKEN_LEDGER = (
    "Nothing was issued and nothing is printed: other figures were issued meanwhile, each time. Run it again."
)
NOT_WRITTEN = "{file} cannot be written: {why}. Give the path of a file in a folder that is there."
WHERE = {Level.AREA: "in each council", Level.REGION: "in each region", Level.NATION: "over the whole country"}
STAGES = ("Reading the answers", "Proving the tables", "Running the plan")


def too_late(opened: datetime, *, is_settled: bool) -> str:
    """The round is open: nothing is settled any more."""
    what = "Its plan is fixed" if is_settled else "It has no plan, and none can be settled any more"
    return f"The round opened on {moment(opened)}. {what}. Settle one for the next round before it opens."


def before(opens: datetime) -> str:
    """Until when a plan may be settled."""
    return f"Settle one before the round opens on {moment(opens)}; from then on nothing can be settled."


def fixed(opened: datetime) -> str:
    """Why nothing can be changed here."""
    return f"The round opened on {moment(opened)}: what is settled here is fixed."


def never(opened: datetime) -> str:
    """The round opened without a plan."""
    return (
        f"No plan was settled before the round opened on {moment(opened)}. What its findings compare was not declared, "
        "and they should say so. Settle a plan for the next round before it opens."
    )


def number_of(one: Declared) -> str:
    """How many comparisons one question makes."""
    return f"{'up to ' if one.may_join else ''}{one.comparisons:,}"


def counted(all_of: Sequence[Declared]) -> str:
    """How many comparisons a plan declares, level by level: 12 subgroup comparisons were declared in each council, and 30
    over the whole country."""
    told: list[str] = []
    for level in Level:
        there = [one for one in all_of if one.level is level]
        if there:
            many = sum(one.comparisons for one in there)
            at_most = "up to " if any(one.may_join for one in there) else ""
            told.append(f"{at_most}{many:,}{'' if told else _declared(many)} {WHERE[level]}")
    return ", and ".join(told) or f"0{_declared(0)}"


def _declared(many: int) -> str:
    return " subgroup comparison was declared" if many == 1 else " subgroup comparisons were declared"


def headed(at: datetime, all_of: Sequence[Declared]) -> str:
    """What stands above findings."""
    return f"The plan was settled on {day(at)}, before the first answer; {counted(all_of)}."
