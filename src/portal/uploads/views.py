"""The pages of tables: the template, handing in, how far the check is, what is wrong, the preview, storing and taking back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from poet.exchange.uploads import as_csv, as_workbook
from poet.instrument import Instrument, worded
from poet.instrument.overlays import STANDARD
from portal.capture.taking_in import asking
from portal.councils.models import Area
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged, searched
from portal.people.part import part
from portal.people.rules import Action
from portal.questionnaires.models import Version
from portal.rounds.models import Round, Window
from portal.rounds.taking_part import taking_part
from portal.uploads import checking, receiving, words
from portal.uploads.models import File, Upload
from portal.uploads.receiving import NotTaken

FAULTS_A_PAGE = 50
LOOK_AGAIN = 4  # seconds
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEMPLATES: dict[str, tuple[Callable[[Instrument], bytes], str]] = {
    "xlsx": (as_workbook, WORKBOOK),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}
State = Upload.State
SORTED = {
    "table": ("name", "-at"),
    "questionnaire": ("version__title", "-at"),
    "area": ("area__name", "-at"),
    "state": ("state", "-at"),
}


@may_do(Action.ENTER_RETURNS)
@require_safe
def uploads(request: HttpRequest) -> HttpResponse:
    """The tables of one's areas or of one's organisation, and the questionnaires whose answers can be handed in."""
    rows = _theirs(request).select_related("round", "area", "version", "collector").defer("version__text", "preview")
    places = taking_part().select_related("area", "round").prefetch_related("round__versions")
    places = places.filter(round__opens__lte=timezone.now()).order_by("-round__opens", "area__name", "pk")
    places, said = searched(request, places, "area__name", "round__name")
    found = paged(request, places, named="from", q=said)
    context = {
        "page_title": words.UPLOADS,
        "list": paged(request, rows, SORTED),
        "places": [
            {
                "text": words.asks(row.area.name, version.title, row.round.name),
                "href": reverse("hand-in", args=[row.area_id, row.round.slug, version.form]),
            }
            for row in found.rows
            for version in row.round.versions.all()
        ],
        "no_uploads": words.NO_UPLOADS,
        "no_places": words.NO_PLACES if not said else words.NOT_FOUND,
        "paging": found,
        "said": said,
        "hint": words.SEARCH_HINT,
    }
    return render(request, "uploads/uploads.html", context)


def _place(code: str, slug: str, form: str) -> tuple[Area, Round, Version]:
    area = get_object_or_404(Area, pk=code)
    of = get_object_or_404(Round, slug=slug, participations__area=area)
    return area, of, get_object_or_404(Version, form=form, rounds=of)


@may_do(Action.ENTER_RETURNS, area="code")
@require_safe
def template(request: HttpRequest, code: str, slug: str, form: str, ending: str) -> HttpResponse:
    """The empty table for exactly what the area asks, its own questions with it."""
    del request
    if ending not in _TEMPLATES:
        raise Http404
    area, of, version = _place(code, slug, form)
    write, kind = _TEMPLATES[ending]
    instrument = asking(of, area.pk, version).faces[STANDARD].instrument
    response = HttpResponse(write(instrument), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{slug}-{form}-{code}.{ending}"'
    return response


@may_do(Action.ENTER_RETURNS, area="code")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, code: str, slug: str, form: str) -> HttpResponse:
    """Take the template, and hand the table in."""
    area, of, version = _place(code, slug, form)
    error = ""
    if request.method == "POST":
        try:
            return _received(request, area, of, version)
        except NotTaken as fault:
            error = str(fault)
    rows = _theirs(request).filter(round=of, area=area, version=version).defer("preview")
    context = {
        "page_title": words.UPLOADS,
        "place": words.asks(area.name, version.title, of.name),
        "made_up": of.made_up,
        "error": error,
        "errors": [{"href": "#file", "text": error}] if error else [],
        "templates": [(end, reverse("upload-template", args=[code, slug, form, end])) for end in _TEMPLATES],
        "most": receiving.LARGEST // 2**20,
        "list": paged(request, rows),
        "back": reverse("uploads"),
    }
    return render(request, "uploads/hand_in.html", context, status=422 if error else 200)


def _received(request: HttpRequest, area: Area, of: Round, version: Version) -> HttpResponse:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        raise NotTaken(words.NO_FILE)
    if file.size > receiving.LARGEST:
        raise NotTaken(words.too_large(receiving.LARGEST))
    assert isinstance(request.user, Person)
    now = timezone.now()
    taken = receiving.receive(of, area, version, file.read(), name=str(file.name), by=request.user, now=now)
    transaction.on_commit(lambda: checking.begin(taken, now))
    return _see(taken)


def _theirs(request: HttpRequest) -> QuerySet[Upload]:
    """The tables that somebody sees: of a council all, of an organisation that helps it its own."""
    assert isinstance(request.user, Person)
    return Upload.objects.filter(part(request.user, Action.ENTER_RETURNS).rows("by"))


def _found(request: HttpRequest, code: str, key: int) -> Upload:
    rows = _theirs(request).select_related("round", "area", "version")
    return get_object_or_404(rows, pk=key, area=code)


@may_do(Action.ENTER_RETURNS, area="code")
@require_safe
def upload(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """A table as it stands now. While it is checked the page looks again by itself, with no script."""
    found = _found(request, code, key)
    now = timezone.now()
    checking.begin(found, now)
    response = _page(request, found)
    if found.state in {State.WAITING, State.CHECKING}:
        response["Refresh"] = str(LOOK_AGAIN)
    return response


def _page(request: HttpRequest, found: Upload, error: str = "", status: int = 200) -> HttpResponse:
    file = File.objects.filter(upload=found).defer("data").first() if found.state == State.FAULTY else None
    said = request.GET.get("page", "1")
    at = max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else 1
    refusals = file.refusals if file else []
    now = timezone.now()
    context: dict[str, Any] = {
        "page_title": found.name,
        "place": words.asks(found.area.name, found.version.title, found.round.name),
        "made_up": found.round.made_up,
        "upload": found,
        "share": f"{found.done * 100 // found.of}%" if found.of else "",
        "errors": [{"href": "#content", "text": error}] if error else [],
        "faults": refusals[(at - 1) * FAULTS_A_PAGE : at * FAULTS_A_PAGE],
        "previous": f"?page={at - 1}" if at > 1 else "",
        "next": f"?page={at + 1}" if len(refusals) > at * FAULTS_A_PAGE else "",
        "copied": bool(file and file.marked),
        "what_now": words.FAULTS,
        "preview": _preview(request, found),
        "may_undo": found.round.window(now) in {Window.OPEN, Window.GRACE},
        "back": reverse("hand-in", args=[found.area_id, found.round.slug, found.version.form]),
    }
    return render(request, "uploads/upload.html", context, status=status)


def _preview(request: HttpRequest, found: Upload) -> list[tuple[str, list[str]]]:
    """The first rows as they were understood, for whoever handed them in and nobody else."""
    if found.state != State.READY or found.by_id != request.user.pk:
        return []
    instrument = asking(found.round, found.area_id, found.version).faces[STANDARD].instrument
    first = instrument.variants[0]
    rows = []
    for item in instrument.items:
        texts = {option.code: worded(option.text, first) for option in item.options}
        said = [row.get(item.id, "") for row in found.preview]
        rows.append(
            (worded(item.ask, first), ["; ".join(texts.get(one, one) for one in cell.split(";")) for cell in said])
        )
    return rows


@may_do(Action.ENTER_RETURNS, area="code")
@require_safe
def marked_copy(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """The table once more, with every cell that is to be mended marked."""
    file = get_object_or_404(File.objects.defer("data"), upload=_found(request, code, key))
    if not file.marked:
        raise Http404
    response = HttpResponse(bytes(file.marked), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="mend-{key}.xlsx"'
    return response


@may_do(Action.ENTER_RETURNS, area="code")
@require_POST
def store(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """All of it becomes responses, or nothing."""
    return _done(request, code, key, lambda one, by: receiving.store(one, by=by, now=timezone.now()))


@may_do(Action.ENTER_RETURNS, area="code")
@require_POST
def undo(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """All of it is taken back."""
    return _done(request, code, key, lambda one, by: receiving.undo(one, by=by, now=timezone.now()))


@may_do(Action.ENTER_RETURNS, area="code")
@require_POST
def discard(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """It is forgotten."""
    return _done(request, code, key, lambda one, by: receiving.discard(one, by=by))


def _done(request: HttpRequest, code: str, key: int, do: Callable[[Upload, Person], object]) -> HttpResponse:
    found = _found(request, code, key)
    assert isinstance(request.user, Person)
    try:
        do(found, request.user)
    except NotTaken as fault:
        return _page(request, _found(request, code, key), str(fault), 409)
    return _see(found)


def _see(one: Upload) -> HttpResponse:
    response = HttpResponseRedirect(reverse("handed-in", args=[one.area_id, one.pk]))
    response.status_code = 303
    return response
