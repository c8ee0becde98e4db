"""What a researcher takes away: the returns of councils that said yes, while an approval holds, and nothing otherwise.

The file is the one the council itself would take: made coarse by the same rule, and only when ten more have answered since
either of them took it (`portal.returns.taking`), so that two files side by side show no single answer.
"""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from poet.exchange.returns import FORMATS, TooLarge
from portal.audit.recording import Kind, person, record
from portal.councils.models import Area
from portal.nation.approvals import areas_for_research
from portal.nation.models import Approval, Basis
from portal.pages import on_day
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action
from portal.questionnaires.models import Version
from portal.research import words
from portal.returns import taking
from portal.returns.taking import NotTaken, Place
from portal.rounds.models import Round

ENDING = "csv"


@may_do(Action.TAKE_EXTRACT, national=True)
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The approvals that hold today, each with its round."""
    today = timezone.localdate()
    rows = Approval.objects.filter(basis=Basis.ETHICS, first__lte=today, last__gte=today, ended=None)
    listed = paged(request, rows.select_related("round").order_by("round__name", "pk"))
    said = [(one.round, one.reference, words.until(on_day(one.last))) for one in listed.rows]
    context = {"page_title": words.TITLE, "list": listed, "rows": said, "empty": words.NO_ROUNDS}
    return render(request, "research/rounds.html", context)


@may_do(Action.TAKE_EXTRACT, national=True)
@require_safe
def research(request: HttpRequest, slug: str) -> HttpResponse:
    """The councils of a round that said yes, while an approval holds."""
    return _page(request, get_object_or_404(Round, slug=slug))


def _page(request: HttpRequest, asking: Round, error: str = "", status: int = 200) -> HttpResponse:
    through = areas_for_research(asking, at=timezone.now())
    listed = paged(request, Area.objects.filter(code__in=through).order_by("name"))
    context = {
        "page_title": f"{words.TITLE}: {asking.name}",
        "round": asking,
        "made_up": asking.made_up,
        "notes": [words.WHAT_LEAVES, words.LOGGED],
        "list": listed,
        "forms": list(asking.versions.defer("text").order_by("form")),
        "empty": words.NO_AREAS if through else words.SHUT,
        "errors": [{"href": "#content", "text": error}] if error else [],
    }
    return render(request, "research/round.html", context, status=status)


@may_do(Action.TAKE_EXTRACT, national=True)
@require_POST
def take(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponseBase:
    """The file, if the gate is open at this moment. That it was taken away is written down before the first byte."""
    asking = get_object_or_404(Round, slug=slug)
    if code not in areas_for_research(asking, at=timezone.now()):
        return _page(request, asking, words.SHUT, 409)
    place = Place(asking, get_object_or_404(Area, pk=code), get_object_or_404(Version, form=form, rounds=asking))
    try:
        taking.allowed(place)
        out = taking.written(place, ENDING)
    except (NotTaken, TooLarge) as fault:
        return _page(request, asking, str(fault), 409)
    assert isinstance(request.user, Person)
    detail = {"what": "returns for research", "format": ENDING}
    record(Kind.EXPORTED, actor=person(request.user.pk), thing=f"returns:{slug}/{form}", area=code, detail=detail)
    name = f"research-{slug}-{code}-{form}.{ENDING}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=FORMATS[ENDING].media)
