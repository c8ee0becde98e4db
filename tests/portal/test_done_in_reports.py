"""What a council does stands in the reports that it writes with the national team, once it opened its plan or told everybody."""

from __future__ import annotations

from datetime import date

import anyshire
import drafts
import pytest
from django.conf import settings
from django.utils import timezone

from poet.draw import FORMATS
from poet.proofread import proofread
from poet.proofread.check import READERS
from poet.report import Report, texts
from poet.report.register import register
from portal.councils import scope
from portal.councils.models import Area
from portal.editing.generating import made
from portal.editing.models import Draft
from portal.editing.writing import content
from portal.engagement.models import Action, Plan, State, Told
from portal.issuing import running
from portal.issuing.models import Run
from portal.people.rules import Role
from somebody import somebody

WHAT = "Write 3 letters a year"


@pytest.fixture
def planned(made_up_world):
    """A plan with an action that nobody but the council has seen."""
    world = drafts.answered(made_up_world)
    area = Area.objects.get(pk=anyshire.ANYSHIRE)
    plan = Plan.objects.create(round=world.round, area=area, version=world.version)
    Action.objects.create(
        plan=plan, claim=drafts.SHARE, item="information", label="Clear information", finding="Half found it clear.",
        what=WHAT, owner="SEND manager", due=date(2027, 3, 31), state=State.UNDER_WAY,
    )  # fmt: skip
    return plan


def report(plan: Plan, kind: str = "annual") -> Report:
    return made(plan.round, plan.version, kind, plan.area)


def said(found: Report) -> str:
    return str(found)


@pytest.mark.parametrize("kind", ["annual", "you-said"])
def test_a_plan_that_was_opened_stands_in_the_report_and_one_that_was_not_does_not(planned, kind):
    assert WHAT not in said(report(planned, kind))
    assert texts.NOT_DONE_YET in said(report(planned, kind))
    Plan.objects.update(opened=timezone.now())
    assert WHAT in said(report(planned, kind))
    assert "31 March 2027" in said(report(planned, kind))
    assert texts.NOT_DONE_YET not in said(report(planned, kind))


def test_what_was_told_to_everybody_stands_in_it_until_it_is_taken_back(planned):
    by = somebody(Role.MANAGER, anyshire.ANYSHIRE).person
    told = Told.objects.create(plan=planned, content={}, at=timezone.now(), by=by)
    assert WHAT in said(report(planned))
    Told.objects.filter(pk=told.pk).update(taken_back=timezone.now())
    assert WHAT not in said(report(planned))


def test_another_councils_report_and_everybodys_say_nothing_of_it(planned):
    Plan.objects.update(opened=timezone.now())
    other = Area.objects.get(pk=anyshire.OTHERSHIRE)
    assert WHAT not in said(made(planned.round, planned.version, "annual", other))
    assert WHAT not in said(made(planned.round, planned.version, "national", None))


def test_a_run_and_the_draft_that_comes_of_it_tell_it_too(planned):
    Plan.objects.update(opened=timezone.now())
    run = running.start(planned.round, Run.Kind.ANNUAL, by=None, now=timezone.now())
    assert isinstance(run, Run)
    running.work(run.pk)
    with scope.everywhere("looking at what was made"):
        made_of = {one.place: said(content(one).report) for one in Draft.objects.all()}
    assert WHAT in made_of[anyshire.ANYSHIRE]
    assert WHAT not in made_of[anyshire.OTHERSHIRE]


@pytest.mark.parametrize("ending", sorted(READERS))
def test_numbers_in_a_councils_own_words_are_no_figures_of_ours(planned, ending):
    Plan.objects.update(opened=timezone.now())
    found = report(planned)
    drawn = FORMATS[ending].draw(found, settings.FONTS if settings.FONTS.is_dir() else None)
    assert proofread(register(found), f"report.{ending}", drawn) == ()
