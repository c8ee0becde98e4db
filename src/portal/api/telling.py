"""Results and returns for another computer: the same tables that stand on the council's own pages, and no others."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse

from poet.draw.json import dump
from poet.exchange.returns import FORMATS
from portal.api.operations import JSON, Call
from portal.api.problems import Problem
from portal.api.words import Name
from portal.audit.recording import Kind, person, record
from portal.councils import scope
from portal.councils.models import Area
from portal.questionnaires.models import Version
from portal.reporting.results import NothingYet, report
from portal.returns import taking
from portal.returns.taking import NotTaken, Place
from portal.rounds.models import Participation, Round


def results(call: Call) -> HttpResponse:
    """An area's report on a round as it stands now."""
    asking, area, version = _asked(call)
    # An area is told beside everybody else: the tables are made of the whole round, and protected.
    with scope.everywhere("an area beside everybody else"):
        try:
            told = report(asking, area, version)
        except NothingYet as nothing:
            raise Problem(Name.NOTHING_TO_SHOW) from nothing
    return HttpResponse(dump(told), content_type=JSON)


def returns(call: Call, ending: str) -> FileResponse:
    """An area's own returns, a row a response: without comments and numbers, and coarse in what people say of themselves.

    They can be taken again when nothing has changed or ten more have answered. That they were taken is in the audit log.
    """
    place = Place(*_asked(call))
    try:
        taking.allowed(place)
    except NotTaken as fault:
        raise Problem(Name.NOT_TAKEN, detail=str(fault)) from fault
    out = taking.written(place, ending)
    slug, form = place.asking.slug, place.version.form
    record(
        Kind.EXPORTED,
        actor=person(call.caller.person),
        thing=f"returns:{slug}/{form}",
        area=place.area.pk,
        detail={"what": f"own returns, with token:{call.caller.token}", "format": ending},
    )
    name = f"{slug}-{place.area.pk}-{form}.{ending}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=FORMATS[ending].media)


def _asked(call: Call) -> tuple[Round, Area, Version]:
    """The round, area and questionnaire that the address names. Raises Problem."""
    area, slug, form = (call.place[name] for name in ("area", "round", "form"))
    joined = Participation.objects.select_related("round", "area").filter(area_id=area, round__slug=slug).first()
    version = Version.objects.defer("text").filter(form=form, version=call.place["version"], rounds__slug=slug).first()
    if joined is None or version is None:
        raise Problem(Name.UNKNOWN)
    return joined.round, joined.area, version
