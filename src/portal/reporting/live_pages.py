"""A council's own results while its round runs: for those who may see them, behind a second factor."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from poet.draw import FORMATS, html
from poet.report import Chosen, Report
from portal.audit.recording import Kind, person, record
from portal.caseloads.targets import targets
from portal.councils.models import Area
from portal.councils.organising import chosen_by
from portal.pages import moment
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.rules import Action, may
from portal.questionnaires.models import Version
from portal.reporting import words
from portal.reporting.benchmarks import Benchmark, Opened, benchmark
from portal.reporting.results import NothingYet, stands, told
from portal.reporting.views import as_file, asked_for
from portal.rounds.choosing import chosen_in
from portal.rounds.models import Round, Window


@may_do(Action.SEE_RESULTS, area="code")
@require_safe
def live(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponse:
    """An area's results by now, with the rest of the country where that is open, or with what opens it."""
    asking, area, version = own(request, slug, code, form)
    place = [slug, code, form]
    context = {
        "page_title": version.title,
        "service_name": area.name,
        "subtitle": asking.name,
        "frame": "people/frame.html",
        "back": {"href": reverse("glance", args=place[:2]), "text": words.BACK_TO_ROUND},
        "made_up": asking.made_up,
        "styles": reverse("report-styles"),
        "report": "",
        "empty": " ".join(words.NOTHING),
        "downloads": [],
        "others": [
            {"text": other.title, "href": reverse("live", args=[slug, code, other.form])}
            for other in asking.versions.all()
            if other != version
        ],
        "notes": [],
    }
    try:
        found, compared, at = _by_now(asking, area, version)
    except NothingYet:
        return render(request, "reporting/results.html", context)
    more = {
        "page_title": found.title,
        "report": html.body(found),
        "notes": [at, words.benchmark(compared)],
        "downloads": [
            {"text": FORMATS[ending].use, "href": reverse("live-download", args=[*place, ending])} for ending in FORMATS
        ],
    }
    return render(request, "reporting/results.html", context | more)


@may_do(Action.SEE_RESULTS, area="code")
@require_safe
def live_download(request: HttpRequest, slug: str, code: str, form: str, ending: str) -> HttpResponse:
    """The same as a file; that it was taken away is written down."""
    asking, area, version = own(request, slug, code, form)
    if ending not in FORMATS:
        raise Http404
    try:
        found, _, _ = _by_now(asking, area, version)
    except NothingYet as nothing:
        raise Http404 from nothing
    assert isinstance(request.user, Person)
    record(
        Kind.EXPORTED,
        actor=person(request.user.pk),
        thing=f"results:{slug}/{form}",
        area=code,
        detail={"what": "results by now", "format": ending},
    )
    return as_file(found, f"{slug}-{code}-{form}.{ending}", ending)


def own(request: HttpRequest, slug: str, code: str, form: str) -> tuple[Round, Area, Version]:
    """What the address names, for those to whom the area's own pages are open: whoever sees published results everywhere
    does not see a named council's by that. Raises Http404 and PermissionDenied."""
    if not may(request.user, Action.SEE_AREA, code):
        raise PermissionDenied
    return asked_for(slug, code, form)


def _by_now(asking: Round, area: Area, version: Version) -> tuple[Report, Benchmark, str]:
    """The report, whether the rest stands beside it, and a sentence on how new it is. Raises NothingYet."""
    chosen = chosen_in(asking, version)
    found = stands(asking, version, chosen)
    target = targets(asking, area, [version.form])[version.form].people
    compared = benchmark(found.tables, asking, area, target)
    opened = isinstance(compared, Opened)
    beside = tuple(Chosen(name, members) for name, members in chosen_by(area)) if opened else ()
    report = told(found, asking, area, version, chosen, beside=opened, groups=beside)
    running = asking.window(timezone.now()) is not Window.CLOSED
    at, again = (moment(one) if one else "" for one in (found.at, found.again))
    return report, compared, words.as_of(at, running=running, again=again)
