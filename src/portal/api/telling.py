"""Results and returns for another computer: the same tables that stand on the council's own pages, and no others."""

from __future__ import annotations

from django.http import HttpResponse

from poet.draw.json import dump
from portal.api.operations import JSON, Call
from portal.api.problems import Problem
from portal.api.words import Name
from portal.councils import scope
from portal.councils.models import Area
from portal.questionnaires.models import Version
from portal.reporting.results import NothingYet, report
from portal.rounds.models import Participation, Round


def results(call: Call) -> HttpResponse:
    """An area's report on a round as it stands now."""
    area, slug, form = (call.place[name] for name in ("area", "round", "form"))
    if not Participation.objects.filter(area_id=area, round__slug=slug).exists():
        raise Problem(Name.UNKNOWN)
    version = Version.objects.defer("text").filter(form=form, version=call.place["version"], rounds__slug=slug).first()
    if version is None:
        raise Problem(Name.UNKNOWN)
    # An area is told beside everybody else: the tables are made of the whole round, and protected.
    with scope.everywhere("an area beside everybody else"):
        try:
            told = report(Round.objects.get(slug=slug), Area.objects.get(pk=area), version)
        except NothingYet as nothing:
            raise Problem(Name.NOTHING_TO_SHOW) from nothing
    return HttpResponse(dump(told), content_type=JSON)
